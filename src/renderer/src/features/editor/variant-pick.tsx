import { Trash2 } from 'lucide-react'
import { useId } from 'react'
import type { Variant } from '#shared/replay-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Confirm } from '../../components/confirm.tsx'
import field from '../../components/field.module.css'
import { notify } from '../../components/notify.ts'
import styles from './editor.module.css'

interface VariantPickProps {
  readonly variants: readonly Variant[]
  readonly chosen: string | null
  readonly onChoose: (id: string | null) => void
  readonly onRemoved: (rows: readonly Variant[]) => void
}

/** Which form of the event is edited: as received, or as it was saved under a name. */
export function VariantPick({ variants, chosen, onChoose, onRemoved }: VariantPickProps) {
  const client = useClient()
  const id = useId()
  const variant = variants.find((each) => each.id === chosen)
  if (variants.length === 0) return null
  const remove = ({ id: gone }: Variant) =>
    void notify.whenFailed('Could not remove the variant', async () =>
      onRemoved((await client.call('variants.remove', { id: gone })).rows)
    )
  return (
    <div className={styles['variant']}>
      <label className={field['label']} htmlFor={id}>
        Start from
      </label>
      <select
        id={id}
        className={field['input']}
        value={variant?.id ?? ''}
        onChange={(event) => onChoose(event.target.value === '' ? null : event.target.value)}
      >
        <option value="">As received</option>
        {variants.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </select>
      {variant && (
        <Confirm
          trigger={
            <Button look="ghost" isIcon aria-label="Remove this variant" title="Remove this variant" />
          }
          title={`Remove "${variant.name}"?`}
          description="The variant goes. The event, and what was replayed of the variant, stay."
          action="Remove"
          onConfirm={() => remove(variant)}
        >
          <Trash2 size={14} aria-hidden />
        </Confirm>
      )}
    </div>
  )
}
