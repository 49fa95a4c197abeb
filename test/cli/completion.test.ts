import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { runCli } from './run-cli.ts'

const run = promisify(execFile)

it('completes commands, verbs and options in bash', async () => {
  const { out } = await runCli(['completion', 'bash'])
  const complete = async (...words: string[]) => {
    const script = `${out}\nCOMP_WORDS=(tinymlaas ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _tinymlaas; printf '%s\\n' "\${COMPREPLY[@]}"`
    return (await run('bash', ['-c', script])).stdout.trim().split('\n')
  }
  expect(await complete('tr')).toEqual(['train'])
  expect(await complete('datasets', 'p')).toEqual(['push'])
  expect(await complete('evaluate', '--min')).toEqual(['--min-accuracy'])
  expect(await complete('train', '--require-a')).toEqual(['--require-accuracy', '--require-accuracy-low'])
  expect(await complete('predict', 'champion', 'package.j')).toEqual(['package.json'])
})

it.each(['zsh', 'fish'])('knows every command for %s', async (shell) => {
  const { code, out } = await runCli(['completion', shell])
  expect(code).toBe(0)
  for (const name of ['login', 'datasets', 'train', 'compile', 'evaluate', 'run', 'token'])
    expect(out).toContain(name)
})

it('knows no other shell', async () => {
  expect(await runCli(['completion', 'csh'])).toMatchObject({ code: 2 })
})
