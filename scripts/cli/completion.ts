/** The completion scripts, made of the table of commands. */

import type { Command, Commands } from './command.ts';

export type Shell = 'bash' | 'zsh' | 'fish';

export function isShell(text: string): text is Shell {
  return ['bash', 'zsh', 'fish'].includes(text);
}

/** What the shell reads. */
export function completionScript(shell: Shell, commands: Commands): string {
  const write = { bash, zsh, fish }[shell];
  return write(Object.entries(commands));
}

type Entries = readonly (readonly [string, Command])[];

function bash(entries: Entries): string {
  const cases = entries.map(
    ([name, command]) =>
      `    ${name}) words="${[...flagsOf(command), ...wordsOf(name, entries)].join(' ')}" ;;`,
  );
  return `# bash completion for treadle
_treadle() {
  local current=\${COMP_WORDS[COMP_CWORD]} words=
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${namesOf(entries)} --version --help" -- "$current"))
    return
  fi
  case \${COMP_WORDS[1]} in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  case $current in -*) ;; *) COMPREPLY+=($(compgen -f -- "$current")) ;; esac
}
complete -o filenames -F _treadle treadle`;
}

function zsh(entries: Entries): string {
  const described = entries.map(([name, { summary }]) => `    ${quoted(`${name}:${summary}`)}`);
  const cases = entries.map(([name, command]) => {
    const specs = Object.entries(command.options).map(([option, { type, help, multiple }]) => {
      const spec = `${multiple ? '*' : ''}--${option}[${help.replaceAll(/[[\]]/g, '\\$&')}]${type === 'string' ? ':value:_files' : ''}`;
      return quoted(spec);
    });
    const words = wordsOf(name, entries);
    const operand = words.length > 0 ? `*:word:(${words.join(' ')})` : '*:file:_files';
    return `    ${name}) _arguments ${[...specs, quoted(operand)].join(' ')} ;;`;
  });
  return `#compdef treadle
_treadle() {
  local -a commands
  commands=(
${described.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join('\n')}
  esac
}
if [ "$funcstack[1]" = "_treadle" ]; then _treadle "$@"; else compdef _treadle treadle; fi`;
}

function fish(entries: Entries): string {
  const lines = entries.flatMap(([name, { summary, options }]) => [
    `complete -c treadle -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
    ...wordsOf(name, entries).map(
      (word) => `complete -c treadle -n '__fish_seen_subcommand_from ${name}' -f -a ${word}`,
    ),
    ...Object.entries(options).map(
      ([option, { type, help, short }]) =>
        `complete -c treadle -n '__fish_seen_subcommand_from ${name}' -l ${option}${short ? ` -s ${short}` : ''}${type === 'string' ? ' -r' : ''} -d ${quoted(help)}`,
    ),
  ]);
  return ['# fish completion for treadle', ...lines].join('\n');
}

function namesOf(entries: Entries): string {
  return entries.map(([name]) => name).join(' ');
}

function flagsOf({ options }: Command): string[] {
  return [...Object.keys(options), 'help'].map((option) => `--${option}`);
}

/** What a command's operand can be, where there are few of them. */
function wordsOf(name: string, entries: Entries): string[] {
  if (name === 'completion') return ['bash', 'zsh', 'fish'];
  return name === 'help' ? entries.map(([each]) => each) : [];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
