import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { IdAttributePlugin } from '@11ty/eleventy'

const PAGES = 'docs'
const HEADING = /^# (?:\d+\. )?(.+)$/m
const ELSEWHERE = /^(?:[a-z]+:|#)/i

/** The address of a page, from a link to its file. Fails for a page that is not there: a site has no dead links. */
const toAddress = (href, page) => {
  if (ELSEWHERE.test(href)) return href
  const [path = '', mark] = href.split('#')
  const file = normalize(join(dirname(page), path))
  if (!existsSync(file)) throw new Error(`${page} leads to ${href}, which is not there.`)
  return `${path.replace(/(^|\/)README\.md$/, '$1index.html').replace(/\.md$/, '.html')}${mark ? `#${mark}` : ''}`
}

const followLinks = (markdown) => {
  const plain = (tokens, at, options, _env, self) => self.renderToken(tokens, at, options)
  markdown.renderer.rules.link_open = (tokens, at, options, env, self) => {
    const href = tokens[at].attrGet('href')
    if (href) tokens[at].attrSet('href', toAddress(href, env.page.inputPath.replace(/^\.\//, '')))
    return plain(tokens, at, options, env, self)
  }
}

/** Makes dist/site of docs/, with nothing from outside: `npm run site`. */
export default (eleventy) => {
  eleventy.addPlugin(IdAttributePlugin)
  eleventy.amendLibrary('md', followLinks)
  eleventy.addPassthroughCopy({ [`${PAGES}/images`]: 'images', [`${PAGES}/site/style.css`]: 'style.css' })
  eleventy.addGlobalData('layout', 'layout.html')
  eleventy.addGlobalData('permalink', () => ({ page }) => {
    const stem = page.filePathStem.replace(/\/README$/, '/index')
    return `${stem}.html`
  })
  eleventy.addGlobalData('eleventyComputed', {
    title: ({ page }) => HEADING.exec(readFileSync(page.inputPath, 'utf8'))?.[1] ?? 'TinyMLaaS relay',
    root: ({ page }) => '../'.repeat(page.filePathStem.split('/').length - 2),
  })
  return {
    dir: { input: PAGES, includes: 'site', output: 'dist/site' },
    templateFormats: ['md'],
    markdownTemplateEngine: false,
    htmlTemplateEngine: 'liquid',
  }
}
