import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createPictureInspector } from '../../src/picture/create-picture-inspector.ts'

const folder = fileURLToPath(new URL('../../../shared/data/parking', import.meta.url))

/** Sample photographs that lie beside the checkout on some machines; they are no part of the project. */
describe.runIf(existsSync(folder))('480 photographs of parking spaces', () => {
  it('are whole JPEGs, and known to lack their end mark without their last byte', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.jpg'),
    )
    expect(files).toHaveLength(480)
    for (const name of files) {
      const bytes = readFileSync(`${folder}/${name}`)
      const whole = createPictureInspector()
      whole.push(bytes)
      expect(whole.finish(), name).toMatchObject({ mediaType: 'image/jpeg', problem: null })
      const cut = createPictureInspector()
      cut.push(bytes.subarray(0, -1))
      expect(cut.finish(), name).toMatchObject({ problem: null, lacksEndMark: true })
    }
  })
})
