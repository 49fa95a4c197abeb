import { expect, it } from 'vitest'
import { useApp } from '../../support/start-app.ts'

it('lists the installers that the bridge knows, in their order', async () => {
  const { ask } = await useApp()
  for (const path of ['/installers/', '/installers']) {
    const { status, text } = await ask(`GET ${path}`)
    expect(status).toBe(200)
    expect(text).toBe('[{"name":"Arduino IDE","id":1},{"name":"RPI","id":2}]')
  }
})
