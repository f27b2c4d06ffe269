import { Popover } from '@base-ui/react/popover'
import { SlidersHorizontal } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import popup from '../../components/popup.module.css'
import { classNames } from '../../lib/class-names.ts'
import { FacetList } from './facet-list.tsx'
import styles from './facets.module.css'
import { SavedFilters } from './saved-filters.tsx'

/** Facets and saved filters where there is no column for them. */
export function FacetsButton() {
  return (
    <Popover.Root>
      <Popover.Trigger render={<Button look="ghost" size="small" title="Facets and saved filters" />}>
        <SlidersHorizontal size={14} aria-hidden />
        Facets
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner align="end" sideOffset={6} className={popup['layer']}>
          <Popover.Popup
            className={classNames(popup['popup'], styles['floating'])}
            aria-label="Facets and saved filters"
          >
            <SavedFilters />
            <FacetList />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
