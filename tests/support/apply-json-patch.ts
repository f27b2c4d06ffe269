import type { JsonMember, JsonNode } from '#shared/json-text.ts'

/** RFC 6902, to the letter and on lossless nodes: what the patches of the tests are applied with. */
export function applyJsonPatch(document: JsonNode, patch: JsonNode): JsonNode {
  if (patch.kind !== 'array') throw new Error('A patch is an array.')
  return patch.items.reduce(applyOperation, structuredClone(document))
}

function applyOperation(root: JsonNode, operation: JsonNode): JsonNode {
  const text = (name: string): string => {
    const value =
      operation.kind === 'object' && operation.members.find((member) => member.key === name)?.value
    if (!value || value.kind !== 'string') throw new Error(`An operation needs the text ${name}.`)
    return value.value
  }
  const value = (): JsonNode => {
    const found = operation.kind === 'object' && operation.members.find((member) => member.key === 'value')
    if (!found) throw new Error('An operation needs a value.')
    return structuredClone(found.value)
  }
  const path = text('path')
  switch (text('op')) {
    case 'add':
      return add(root, path, value())
    case 'remove':
      return remove(root, path)
    case 'replace':
      read(root, path)
      return path === '' ? value() : add(remove(root, path, true), path, value())
    case 'move': {
      const from = text('from')
      if (path.startsWith(`${from}/`)) throw new Error('Nothing moves into itself.')
      const moved = read(root, from)
      return add(remove(root, from), path, moved)
    }
    case 'copy':
      return add(root, path, structuredClone(read(root, text('from'))))
    default:
      throw new Error('Unknown operation.')
  }
}

function stepsOf(pointer: string): string[] {
  if (pointer === '') return []
  if (!pointer.startsWith('/')) throw new Error(`${pointer} is no pointer.`)
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function read(root: JsonNode, pointer: string): JsonNode {
  return stepsOf(pointer).reduce((node, step) => {
    const child =
      node.kind === 'array'
        ? node.items[positionOf(step, node.items.length - 1)]
        : node.kind === 'object' && node.members.find((member) => member.key === step)?.value
    if (!child) throw new Error(`Nothing at ${pointer}.`)
    return child
  }, root)
}

function positionOf(step: string, last: number): number {
  if (!/^(?:0|[1-9]\d*)$/.test(step) || Number(step) > last) throw new Error(`No position ${step}.`)
  return Number(step)
}

function holderOf(root: JsonNode, pointer: string): [JsonNode, string] {
  const steps = stepsOf(pointer)
  const last = steps.pop()
  if (last === undefined) throw new Error('The whole document has no holder.')
  return [read(root, pointer.slice(0, pointer.lastIndexOf('/'))), last]
}

function add(root: JsonNode, pointer: string, value: JsonNode): JsonNode {
  if (pointer === '') return value
  const [holder, step] = holderOf(root, pointer)
  if (holder.kind === 'array') {
    holder.items.splice(step === '-' ? holder.items.length : positionOf(step, holder.items.length), 0, value)
  } else if (holder.kind === 'object') {
    const at = holder.members.findIndex((member) => member.key === step)
    const member: JsonMember = { key: step, value }
    if (at === -1) holder.members.push(member)
    else holder.members[at] = member
  } else throw new Error(`Nothing can be added at ${pointer}.`)
  return root
}

/** Leaves a member of an object in place where it is about to be written over. */
function remove(root: JsonNode, pointer: string, isReplaced = false): JsonNode {
  read(root, pointer)
  const [holder, step] = holderOf(root, pointer)
  if (holder.kind === 'array') holder.items.splice(positionOf(step, holder.items.length - 1), 1)
  else if (holder.kind === 'object' && !isReplaced) {
    holder.members.splice(
      holder.members.findIndex((member) => member.key === step),
      1
    )
  }
  return root
}
