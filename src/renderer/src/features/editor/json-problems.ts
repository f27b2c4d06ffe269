import { ensureSyntaxTree } from '@codemirror/language'
import type { Diagnostic } from '@codemirror/lint'
import type { EditorState } from '@codemirror/state'
import { JsonTextError, parseJsonText } from '#shared/json-text.ts'

const mostShown = 50
const parseMs = 200

/** What keeps a text from being sent as an event, at the character where it is. */
export function findProblems(state: EditorState): readonly Diagnostic[] {
  const text = state.doc.toString()
  try {
    const root = parseJsonText(text)
    if (root.kind !== 'object') {
      return [
        problem(0, Math.min(1, text.length), 'The body of an event is a JSON object: it starts with {.')
      ]
    }
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error
    // At the very end there is no character to underline but the last.
    const at = Math.max(0, Math.min(error.offset, text.length - 1))
    return [problem(at, Math.min(at + 1, text.length), error.message.replace(/ at character \d+$/, ''))]
  }
  return findLosses(state)
}

/** What a handler's parser would not give back: names that come twice, and numbers with too many digits. */
function findLosses(state: EditorState): Diagnostic[] {
  const found: Diagnostic[] = []
  const open: Set<string>[] = []
  ensureSyntaxTree(state, state.doc.length, parseMs)?.iterate({
    enter({ name, from, to }) {
      if (found.length >= mostShown) return false
      if (name === 'Object') open.push(new Set())
      else if (name === 'PropertyName') {
        const names = open.at(-1)
        const written = state.sliceDoc(from, to)
        if (names?.has(written)) {
          found.push(
            problem(from, to, `${written} comes twice in this object. A parser keeps only one of them.`)
          )
        }
        names?.add(written)
      } else if (name === 'Number' && !isExact(state.sliceDoc(from, to))) {
        found.push(problem(from, to, 'A number of more digits than a parser keeps. Write it as a text.'))
      }
      return undefined
    },
    leave({ name }) {
      if (name === 'Object') open.pop()
    }
  })
  return found
}

const problem = (from: number, to: number, message: string): Diagnostic => ({
  from,
  to,
  severity: 'error',
  message
})

const isExact = (digits: string): boolean =>
  !/^-?\d{16,}$/.test(digits) || BigInt(digits) === BigInt(Number(digits))
