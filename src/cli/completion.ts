import { type Command, UsageError } from './command.ts'

interface Completed {
  name: string
  summary: string
  words: readonly string[]
}

const usage = `usage: tinymlaas completion bash|zsh|fish

Prints what makes a shell complete the commands and their options:
  bash  eval "$(tinymlaas completion bash)"      in ~/.bashrc
  zsh   eval "$(tinymlaas completion zsh)"       in ~/.zshrc, after compinit
  fish  tinymlaas completion fish | source       in ~/.config/fish/config.fish`

const bash = (all: Completed[]) => `_tinymlaas() {
  local current=\${COMP_WORDS[COMP_CWORD]} words
  if [ "$COMP_CWORD" -eq 1 ]; then words="${all.map(({ name }) => name).join(' ')}"; else
    case \${COMP_WORDS[1]} in
${all.map(({ name, words }) => `      ${name}) words="${words.join(' ')} --help" ;;`).join('\n')}
    esac
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  if [ "\${#COMPREPLY[@]}" -eq 0 ]; then mapfile -t COMPREPLY < <(compgen -f -- "$current"); fi
}
complete -o filenames -F _tinymlaas tinymlaas
`

const zsh = (all: Completed[]) => `_tinymlaas() {
  local -a words
  if (( CURRENT == 2 )); then
    words=(${all.map(({ name, summary }) => `'${name}:${summary}'`).join(' ')})
    _describe command words
  else
    case $words[2] in
${all.map(({ name, words }) => `      ${name}) compadd -- ${words.join(' ')} --help ;;`).join('\n')}
    esac
    _files
  fi
}
compdef _tinymlaas tinymlaas
`

const fish = (all: Completed[]) =>
  all
    .flatMap(({ name, summary, words }) => {
      const after = `complete -c tinymlaas -n '__fish_seen_subcommand_from ${name}'`
      return [
        `complete -c tinymlaas -n __fish_use_subcommand -f -a ${name} -d '${summary}'`,
        ...words.map((word) =>
          word.startsWith('--') ? `${after} -l ${word.slice(2)}` : `${after} -a ${word}`,
        ),
      ]
    })
    .join('\n')
    .concat('\n')

const shells = { bash, zsh, fish }
const isShell = (name: string): name is keyof typeof shells => Object.hasOwn(shells, name)

/** Prints completions, which \`list\` tells: of all commands, so it is given them. */
export const createCompletion = (list: () => Promise<Completed[]>): Command => ({
  usage,
  words: Object.keys(shells),
  run: async ([shell = '', ...rest]) => {
    if (!isShell(shell) || rest.length > 0) throw new UsageError('The shells are bash, zsh and fish.')
    process.stdout.write(shells[shell](await list()))
    return 0
  },
})
