import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import Docker from 'dockerode'
import { expect, it, onTestFinished } from 'vitest'

const run = promisify(execFile)
const WANTED = `registry:5000/tinymlaas/tensorflow@sha256:${'a'.repeat(64)}`
const OLD = `registry:5000/tinymlaas/tensorflow@sha256:${'b'.repeat(64)}`

/** What stands for the programs that it starts, each of which tells what happens to it. */
const programs = {
  dockerd: `trap 'echo engine ended; exit 0' TERM; while :; do sleep 0.1; done`,
  // It knows an image once it was pulled; wait in /images makes a pull fail as long as it is there.
  docker: `case "$1 $2" in
    'info '*) ;;
    'image inspect') [ -e "/images/$(echo "$3" | tr -c 'a-z0-9\\n' _)" ] ;;
    'images '*) echo '${OLD}'; echo '${WANTED}'; echo 'tinymlaas/tensorflow@<none>' ;;
    'pull '*) [ ! -e /images/wait ] || { rm /images/wait; echo pull failed; exit 1; }
      touch "/images/$(echo "$2" | tr -c 'a-z0-9\\n' _)"; echo "pulled $2" ;;
    # Whatever it is sent to: this is the log of the container.
    *) echo "docker $*" >/proc/1/fd/1 ;;
  esac`,
  // The relay: it takes its time to end, and tells how often it was asked to.
  setpriv: `exec perl -e '
    $| = 1; my $n = 0; $SIG{TERM} = sub { $n++; print "relay signal $n\\n"; exit 143 if $n > 1 };
    print "relay started as $$\\n"; sleep 60 until $n; my $end = time + 2; sleep 1 while time < $end;
    print "relay ended\\n"; exit $ENV{RELAY_CODE};'`,
  sleep: `exec /bin/sleep "$(case $1 in 10) echo 0.2 ;; *) echo "$1" ;; esac)"`,
}

const start = async ({ env = [], images = [] }: { env?: string[]; images?: string[] } = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'entrypoint-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(programs)) {
    await writeFile(join(folder, name), `#!/bin/bash\n${text}\n`)
    await chmod(join(folder, name), 0o755)
  }
  await writeFile(join(folder, 'reference'), `${WANTED}\n`)
  const prepare = images.map((name) => `touch /images/${name};`).join(' ')
  const container = await new Docker().createContainer({
    Image: 'debian:bookworm-slim',
    Cmd: ['bash', '-c', `mkdir /images; ${prepare} exec bash -x /entrypoint`],
    Env: ['PATH=/programs:/usr/bin:/bin', 'JOB_IMAGE_FILE=/programs/reference', 'RELAY_CODE=0', ...env],
    HostConfig: {
      Init: true,
      NetworkMode: 'none',
      Binds: [`${folder}:/programs:ro`, `${resolve('scripts/images/worker-entrypoint.sh')}:/entrypoint:ro`],
    },
  })
  onTestFinished(() => container.remove({ force: true }))
  await container.start()
  const said = async () => {
    // Both streams in the order in which they came.
    const { stdout } = await run('sh', ['-c', `docker logs ${container.id} 2>&1`])
    return stdout
  }
  return { container, said, until: (text: string) => expect.poll(said, { timeout: 20_000 }).toContain(text) }
}

it('a stop gives the relay its time, once, and ends the engine after it', async () => {
  const { container, said, until } = await start()
  await until('relay started')
  await container.stop({ t: 20 })
  const lines = (await said()).split('\n')
  expect(lines.filter((line) => line.startsWith('relay signal'))).toEqual(['relay signal 1'])
  // Two that follow each other closely may arrive as one, so it is counted what was sent, too.
  const pid = lines
    .find((line) => line.startsWith('relay started'))
    ?.split(' ')
    .at(-1)
  expect(lines.filter((line) => line.startsWith('+') && line.endsWith(`kill -TERM ${pid}`))).toHaveLength(1)
  expect(lines.indexOf('relay ended')).toBeGreaterThan(-1)
  expect(lines.indexOf('engine ended')).toBeGreaterThan(lines.indexOf('relay ended'))
  expect((await container.inspect()).State.ExitCode).toBe(0)
})

it('ends with the code of a relay that failed', async () => {
  const { container, until } = await start({ env: ['RELAY_CODE=3'] })
  await until('relay started')
  await container.stop({ t: 20 })
  expect((await container.inspect()).State.ExitCode).toBe(3)
})

it('fetches the image that was deployed before runs are claimed, and drops the one before', async () => {
  const { said, until } = await start()
  await until('relay started')
  const text = await said()
  expect(text).toContain(`pulled ${WANTED}`)
  expect(text).toContain(`docker tag ${WANTED} tinymlaas/tensorflow:dev`)
  expect(text).toContain(`docker rmi ${OLD}`)
  expect(text).not.toContain(`docker rmi ${WANTED}`)
  expect(text.indexOf('\npulled')).toBeLessThan(text.indexOf('\nrelay started'))
})

it('starts without an image that cannot be had yet, and goes on asking for it', async () => {
  const { said, until } = await start({ images: ['wait'] })
  await until(`pulled ${WANTED}`)
  const text = await said()
  expect(text).toContain('pull failed')
  await sleep(500)
  expect(await said()).toContain(`docker tag ${WANTED} tinymlaas/tensorflow:dev`)
})
