/** Attributes that say whether someone or something is in use, and those that say it the other way round. */
const POSITIVE = new Set(['active', 'enabled', 'isactive', 'is_active', 'isenabled', 'accountenabled'])
const NEGATIVE = new Set([
  'suspended',
  'disabled',
  'archived',
  'deactivated',
  'locked',
  'isdisabled',
  'isarchived'
])
const STATUS = new Set(['status', 'state', 'accountstatus', 'userstatus'])

const YES = new Set(['true', '1', 'yes', 'active', 'enabled'])
const NO = new Set([
  'false',
  '0',
  'no',
  'inactive',
  'disabled',
  'suspended',
  'deactivated',
  'deprovisioned',
  'archived'
])

/**
 * What an attribute, its name in lower case and its value as JSON text, says of the entity that it belongs to: `active`
 * false, "False" or 0, `suspended` true, `status` "DISABLED". Null where it says neither.
 */
export function activityOf(name: string, json: string | null): 'active' | 'inactive' | null {
  if (json === null || ![POSITIVE, NEGATIVE, STATUS].some((names) => names.has(name))) return null
  const word = (json.startsWith('"') ? String(JSON.parse(json)) : json).trim().toLowerCase()
  // A number or a truth value under a name like "status" may mean anything.
  if (STATUS.has(name) && /^(?:true|false|yes|no|[01])$/.test(word)) return null
  const isYes = YES.has(word)
  if (!isYes && !NO.has(word)) return null
  return isYes === NEGATIVE.has(name) ? 'inactive' : 'active'
}
