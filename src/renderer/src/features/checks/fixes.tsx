import type { Fix } from '#shared/check-models.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { Pick } from '../../components/pick.tsx'
import { useStore } from '../../state/store.ts'
import { chooseFramework, framework } from './check-choices.ts'
import styles from './checks.module.css'

/** As the core calls what is the same in all of them. */
const ANY = 'Any framework'

/** How to mend something: what is the same everywhere, then what the reader's own framework needs. */
export function Fixes({ fixes }: { readonly fixes: readonly Fix[] }) {
  const chosen = useStore(framework)
  const names = [...new Set(fixes.map((fix) => fix.framework))].filter((name) => name !== ANY)
  const shown = names.find((name) => name === chosen) ?? names[0]
  return (
    <div className={styles['fixes']}>
      <FixList fixes={fixes.filter((fix) => fix.framework === ANY)} />
      {shown !== undefined && (
        <>
          <Pick
            label="Framework"
            isLabelHidden
            value={shown}
            options={names.map((name) => ({ value: name, text: name }))}
            onChange={chooseFramework}
          />
          <FixList fixes={fixes.filter((fix) => fix.framework === shown)} />
        </>
      )}
    </div>
  )
}

function FixList({ fixes }: { readonly fixes: readonly Fix[] }) {
  return fixes.map(({ text, code }) => (
    <div key={`${text} ${code ?? ''}`} className={styles['fix']}>
      <p>{text}</p>
      {code !== null && (
        <div className={styles['code']}>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls */}
          <pre tabIndex={0}>{code}</pre>
          <span>
            <CopyButton text={() => code} what="the code" />
          </span>
        </div>
      )}
    </div>
  ))
}
