/** `connected_account` as `Connected account`, `sso` as `SSO`. */
export function categoryName(category: string): string {
  const words = category.replaceAll('_', ' ')
  return words.length <= 3 ? words.toUpperCase() : words.charAt(0).toUpperCase() + words.slice(1)
}
