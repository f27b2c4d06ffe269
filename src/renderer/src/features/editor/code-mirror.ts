import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language'
import { linter, lintGutter, lintKeymap } from '@codemirror/lint'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { EditorState, type Text } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers
} from '@codemirror/view'
import { editorTheme } from './editor-theme.ts'
import { completeJson } from './json-completion.ts'
import { findProblems } from './json-problems.ts'
import type { KnownFields } from './known-fields.ts'

export interface CodeMirrorParts {
  readonly text: string
  /** What a screen reader calls it. */
  readonly label: string
  /** Whether the text is so large that only what does not look at all of it is done while typing. */
  readonly isHeavy: boolean
  readonly fields: () => KnownFields
  readonly onChange: (text: Text) => void
  readonly onRun: () => void
  readonly onSave: () => void
}

/**
 * A JSON editor within an element. It lives in a shadow tree, because there its styles are constructed sheets: in
 * the page they would be a style element, which the page's policy refuses.
 */
export function createCodeMirror(host: HTMLElement, parts: CodeMirrorParts): () => void {
  const { isHeavy } = parts
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  const bind = (key: string, run: () => void) => ({ key, run: () => (run(), true), preventDefault: true })
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: parts.text,
      extensions: [
        keymap.of([bind('Mod-Enter', parts.onRun), bind('Mod-s', parts.onSave)]),
        lineNumbers(),
        foldGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        search({ top: true }),
        json(),
        isHeavy
          ? []
          : [
              highlightSelectionMatches(),
              autocompletion({ override: [completeJson(parts.fields)] }),
              lintGutter(),
              linter((each) => findProblems(each.state), { delay: 300 })
            ],
        keymap.of([
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...foldKeymap,
          ...completionKeymap,
          ...lintKeymap
        ]),
        EditorView.contentAttributes.of({ 'aria-label': parts.label, tabindex: '0' }),
        EditorView.updateListener.of(({ docChanged, state }) => docChanged && parts.onChange(state.doc)),
        editorTheme
      ]
    })
  })
  // Escape that closed a list or the search in here must not close the dialog around it as well.
  const keepEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && event.defaultPrevented) event.stopPropagation()
  }
  host.addEventListener('keydown', keepEscape)
  view.focus()
  return () => {
    host.removeEventListener('keydown', keepEscape)
    view.destroy()
  }
}
