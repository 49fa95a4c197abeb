import { useEffect, useState } from 'preact/hooks'

const read = () => location.hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decodeURIComponent)

/** The parts of the address after `#/`. */
export const useRoute = (): string[] => {
  const [route, setRoute] = useState(read)
  useEffect(() => {
    const onChange = () => setRoute(read())
    addEventListener('hashchange', onChange)
    return () => removeEventListener('hashchange', onChange)
  }, [])
  return route
}

export const goTo = (path: string) => {
  location.hash = path
}

/** Says in the tab where one is. */
export const useTitle = (title: string) => {
  useEffect(() => {
    document.title = `${title} · TinyMLaaS`
  }, [title])
}
