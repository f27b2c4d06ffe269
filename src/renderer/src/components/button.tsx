import type { ComponentProps } from 'react'
import { classNames } from '../lib/class-names.ts'
import styles from './button.module.css'

export interface ButtonLook {
  readonly look?: 'normal' | 'primary' | 'danger' | 'ghost'
  readonly size?: 'normal' | 'small'
  /** Holds nothing but an icon; then it needs an `aria-label`. */
  readonly isIcon?: boolean
}

type ButtonProps = ComponentProps<'button'> & ButtonLook

export function Button({
  look = 'normal',
  size = 'normal',
  isIcon = false,
  className,
  ...rest
}: ButtonProps) {
  return (
    <button type="button" className={classNames(buttonClass({ look, size, isIcon }), className)} {...rest} />
  )
}

/** The look of a button for something that is not one, like a link. */
export const buttonClass = ({ look = 'normal', size = 'normal', isIcon = false }: ButtonLook): string =>
  classNames(
    styles['button'],
    look !== 'normal' && styles[look],
    size === 'small' && styles['small'],
    isIcon && styles['icon']
  )
