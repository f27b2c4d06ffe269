import { Combobox } from '@base-ui/react/combobox'
import type { ReactNode } from 'react'
import menu from '../../components/menu.module.css'

interface Group<T> {
  readonly value: string
  readonly items: readonly T[]
}

interface TypeOptionsProps<T, G extends Group<T>> {
  /** Why there is nothing to choose from; undefined where nothing bears the name that was typed. */
  readonly none?: string | undefined
  readonly keyOf: (item: T) => string
  readonly titleOf: (item: T, group: G) => string | undefined
  readonly children: (item: T) => ReactNode
}

/** What a picker of types opens to: its groups, with a field to find a type by a part of its name. */
export function TypeOptions<T, G extends Group<T>>({
  none,
  keyOf,
  titleOf,
  children
}: TypeOptionsProps<T, G>) {
  return (
    <>
      <div className={menu['search']}>
        <Combobox.Input placeholder="Find a type" aria-label="Find a type" />
      </div>
      <Combobox.Empty className={menu['none']}>
        {none ?? 'No type of this name in the catalogue.'}
      </Combobox.Empty>
      <Combobox.List className={menu['list']}>
        {(group: G) => (
          <Combobox.Group key={group.value} items={group.items}>
            <Combobox.GroupLabel className={menu['group']}>{group.value}</Combobox.GroupLabel>
            <Combobox.Collection>
              {(item: T) => (
                <Combobox.Item
                  key={keyOf(item)}
                  value={item}
                  className={menu['item']}
                  title={titleOf(item, group)}
                >
                  {children(item)}
                </Combobox.Item>
              )}
            </Combobox.Collection>
          </Combobox.Group>
        )}
      </Combobox.List>
    </>
  )
}
