/** A command that anyone can paste into a shell to see a delivery arrive; it is not signed. */
export const localCurl = (url: string): string =>
  [
    `curl -i ${shellQuote(url)} \\`,
    `  -H 'content-type: application/json' \\`,
    `  -d '{"id":"evt_1","type":"organization.directory.user_created","data":{"name":"Ada"}}'`
  ].join('\n')

export const shellQuote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`
