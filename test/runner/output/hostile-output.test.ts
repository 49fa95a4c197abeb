import { beforeAll, expect, test } from 'vitest'
import { expectNothingLeft } from '../support/expect-nothing-left.ts'
import { ensureFixtureImage } from '../support/fixture-image.ts'
import { engineOfTests, fixtureRun } from '../support/run-fixture.ts'
import { describeUnderRuntimes } from '../support/runtimes.ts'

beforeAll(() => ensureFixtureImage())

const good = 'echo weights >/job/out/model.keras; finish "$(artifact model.keras)"'

/** What a job may do to its outputs, and what the detail of the refusal must say. */
const refused: [what: string, script: string, detail: RegExp][] = [
  ['leaves nothing', 'rm -r /job/out', /left no/],
  ['leaves an empty folder', 'true', /left no/],
  [
    'leaves a manifest that is no JSON',
    'echo nonsense >/job/out/result.json',
    /not what the job contract says/,
  ],
  [
    'leaves a manifest of abysmal depth',
    `perl -e 'print "[" x 500000' >/job/out/result.json`,
    /not what the job contract says/,
  ],
  ['leaves a manifest of 2 MB', 'head -c 2000000 /dev/zero >/job/out/result.json', /larger than/],
  [
    'leaves the manifest of another run',
    `${good}; sed -i 's/"run_id":"......../"run_id":"00000000/' /job/out/result.json`,
    /another job/,
  ],
  ['says it failed but exits well', 'fail broken', /says that it failed/],
  ['lies about a sum', `${good}; echo WEIGHTS >/job/out/model.keras`, /differs from its sha256/],
  ['lies about a size', `${good}; echo more >>/job/out/model.keras`, /has 13 bytes, not the 8/],
  ['promises a file that is not there', `${good}; rm /job/out/model.keras`, /was not written/],
  ['leaves a file it did not promise', `${good}; touch /job/out/extra`, /is not in result.json/],
  [
    'promises a file twice',
    'echo x >/job/out/a; finish "$(artifact a),$(artifact a)"',
    /names an artifact twice/,
  ],
  ['promises a file above', 'echo x >/job/a; finish "$(artifact ../a)"', /not what the job contract says/],
  [
    'leaves a link in place of a file',
    `${good}; rm /job/out/model.keras; ln -s /etc/passwd /job/out/model.keras`,
    /symlink/,
  ],
  ['leaves a link in place of the manifest', 'ln -s /etc/passwd /job/out/result.json', /symlink/],
  [
    'leaves a link in place of the folder',
    `${good}; mv /job/out /job/o; ln -s /job/o /job/out`,
    /symlink|left no|cannot|differ|not a regular/,
  ],
  ['leaves a link to the host in place of the folder', 'rm -r /job/out; ln -s /etc /job/out', /left no/],
  ['leaves a hard link', `${good}; ln /job/out/model.keras /job/out/z`, /but link|is not in result.json/],
  ['leaves a setuid program', `${good}; chmod u+s /job/out/model.keras`, /setuid/],
  ['leaves a folder', `${good}; mkdir /job/out/sub`, /directory/],
  ['leaves a file in a folder', `${good}; mkdir /job/out/a; echo x >/job/out/a/b`, /directory/],
  ['leaves a name with a backslash', `${good}; touch '/job/out/a\\b'`, /name that is not allowed/],
  [
    'leaves a name with a line break',
    `${good}; touch "/job/out/$(printf 'a\\nb')"`,
    /name that is not allowed/,
  ],
  [
    'leaves a name that is not UTF-8',
    `${good}; touch "/job/out/$(printf '\\377')"`,
    /name that is not allowed/,
  ],
  ['leaves a name with dots', `${good}; touch /job/out/..evil`, /name that is not allowed/],
  [
    'leaves names that differ in case',
    `${good}; touch /job/out/MODEL.KERAS`,
    /is not in result.json|there twice/,
  ],
]

describeUnderRuntimes('under %s, a job that', (runtime) => {
  test.each(refused)('%s ends as bad-output', async (_what, script, detail) => {
    const { run, options } = fixtureRun(script, {}, runtime)
    const outcome = await run()
    expect(outcome).toMatchObject({ state: 'failed', reason: 'bad-output', exitCode: 0 })
    expect(outcome.detail).toMatch(detail)
    expect(outcome.hint).not.toBe('')
    await expectNothingLeft(engineOfTests, options.key)
  })

  test('leaves a fifo ends as bad-output', async () => {
    const { run, options } = fixtureRun(`${good}; mkfifo /job/out/pipe`, {}, runtime)
    // gVisor keeps a fifo to itself: it never reaches the volume.
    expect((await run()).reason).toBe(runtime === 'runsc' ? null : 'bad-output')
    await expectNothingLeft(engineOfTests, options.key)
  })

  test('leaves very many files is refused at the first ones', async () => {
    // More than may be left, fewer than end a job while it runs.
    const count = 5000
    const script = `perl -e 'for (1..${count}) { open F, ">", "/job/out/f$_" }'; ${good}`
    const { run, options, seen } = fixtureRun(script, {}, runtime)
    expect(await run()).toMatchObject({ reason: 'bad-output', exitCode: 0 })
    expect(seen.files.length).toBeLessThanOrEqual(options.outputs.maxFiles + 1)
    await expectNothingLeft(engineOfTests, options.key)
  })

  test('makes a device is denied', async () => {
    const { run, options } = fixtureRun(`if mknod /job/out/sda b 8 0; then exit 9; fi; ${good}`, {}, runtime)
    expect(await run()).toMatchObject({ state: 'succeeded' })
    await expectNothingLeft(engineOfTests, options.key)
  })
})
