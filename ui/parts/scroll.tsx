import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface ScrollProps {
  /** What is in it. */
  label: string
  /** How much there is; when it grows, whoever was at the end stays there. */
  follow?: number
  children: ComponentChildren
}

/** Pixels from the end that still count as there. */
const NEAR = 40

/** What may be larger than its place, to scroll by itself, by the keyboard as well. */
export const Scroll = ({ label, follow, children }: ScrollProps) => {
  const frame = useRef<HTMLElement>(null)
  const isAtEnd = useRef(true)
  useEffect(() => {
    if (follow !== undefined && frame.current && isAtEnd.current)
      frame.current.scrollTop = frame.current.scrollHeight
  }, [follow])
  return (
    <section
      ref={frame}
      class="scroll"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
      tabIndex={0}
      aria-label={label}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR
      }}
    >
      {children}
    </section>
  )
}
