/** SCIM creates may carry `password`; Scalekit calls `txt_record_secret` sensitive. */
const SECRET = /(?:password|passwd|secret)s?\d*$/i

/** Whether a value of that name must not leave the payload for a sentence, a ticket or a log. */
export const isSecretName = (name: string): boolean => SECRET.test(name)

/** Whether an RFC 6901 pointer leads to such a value or into one. */
export const isSecretPlace = (pointer: string): boolean => pointer.split('/').some(isSecretName)

export const HIDDEN = '(hidden)'
