//! The table as scripts with which shells complete a command line.

use crate::table::{COMMANDS, Command, EXTRA, LONG, SWITCHES};

/// The script for a shell; nothing for one that is not known.
pub(crate) fn of(shell: &str) -> Option<String> {
    match shell {
        "bash" => Some(bash()),
        "zsh" => Some(zsh()),
        "fish" => Some(fish()),
        _ => None,
    }
}

fn extras() -> impl Iterator<Item = String> {
    EXTRA.iter().map(|extra| if extra.value.is_some() { format!("{}=", extra.name) } else { extra.name.to_owned() })
}

/// The options of a command as words.
fn words(command: &Command) -> Vec<String> {
    let long = command.flags.iter().map(|flag| format!("--{}", flag.name));
    let short = command.flags.iter().filter_map(|flag| flag.letter).map(|letter| format!("-{letter}"));
    long.chain(short).chain(["--help".to_owned()]).collect()
}

fn bash() -> String {
    let mut options: Vec<String> = SWITCHES.iter().map(|switch| format!("-{}", switch.letter)).collect();
    options.extend(LONG.iter().map(|long| format!("--{}", long.name)));
    let names: Vec<&str> = COMMANDS.iter().map(|command| command.name).collect();
    let mut cases = String::new();
    for command in COMMANDS.iter().filter(|command| !command.flags.is_empty()) {
        cases.push_str(&format!("        {}) words=\"{}\" ;;\n", command.name, words(command).join(" ")));
    }
    format!(
        "_taipan() {{\n    \
             local current=\"${{COMP_WORDS[COMP_CWORD]}}\" before=\"${{COMP_WORDS[COMP_CWORD-1]}}\" words=\"\"\n    \
             COMPREPLY=()\n    \
             case \"$before\" in\n        \
             -X) COMPREPLY=($(compgen -W \"{}\" -- \"$current\")); return ;;\n        \
             completions) COMPREPLY=($(compgen -W \"bash zsh fish\" -- \"$current\")); return ;;\n    \
             esac\n    \
             case \"${{COMP_WORDS[1]}}\" in\n{cases}        \
             *) words=\"{}\" ;;\n    \
             esac\n    \
             if [[ \"$current\" == -* ]]; then\n        \
             COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n    \
             else\n        \
             COMPREPLY=($(compgen -f -- \"$current\"))\n        \
             if [[ $COMP_CWORD -eq 1 ]]; then COMPREPLY+=($(compgen -W \"{}\" -- \"$current\")); fi\n    \
             fi\n\
         }}\n\
         complete -o filenames -F _taipan taipan\n",
        extras().collect::<Vec<_>>().join(" "),
        options.join(" "),
        names.join(" "),
    )
}

fn zsh() -> String {
    let mut text =
        String::from("#compdef taipan\n\n_taipan() {\n    local -a switches commands extras\n    switches=(\n");
    for switch in SWITCHES {
        let (joined, value) =
            switch.value.map_or((String::new(), String::new()), |value| ("+".into(), format!(":{value}:")));
        text.push_str(&format!("        '-{}{joined}[{}]{value}'\n", switch.letter, quoted(switch.brief)));
    }
    for long in LONG {
        text.push_str(&format!("        '--{}[{}]'\n", long.name, quoted(long.text)));
    }
    text.push_str("    )\n    commands=(\n");
    for command in COMMANDS {
        text.push_str(&format!("        '{}:{}'\n", command.name, quoted(command.brief)));
    }
    text.push_str(&format!("    )\n    extras=({})\n", extras().collect::<Vec<_>>().join(" ")));
    text.push_str("    if [[ ${words[CURRENT-1]} == -X ]]; then compadd -S '' -- $extras; return; fi\n");
    text.push_str("    if [[ ${words[CURRENT-1]} == completions ]]; then compadd -- bash zsh fish; return; fi\n");
    text.push_str("    case ${words[2]} in\n");
    for command in COMMANDS.iter().filter(|command| !command.flags.is_empty()) {
        text.push_str(&format!("        {})\n            _arguments \\\n", command.name));
        for flag in command.flags {
            let value = flag.value.map(|value| format!(":{value}:_files")).unwrap_or_default();
            text.push_str(&format!("                '--{}[{}]{value}' \\\n", flag.name, quoted(flag.text)));
        }
        text.push_str("                '*:file:_files'\n            return ;;\n");
    }
    text.push_str("    esac\n    if (( CURRENT == 2 )); then _describe command commands; fi\n");
    text.push_str("    _arguments $switches '*:file:_files'\n}\n\n_taipan \"$@\"\n");
    text
}

/// Text between single quotes, in which zsh reads brackets and colons.
fn quoted(text: &str) -> String {
    text.replace('\'', "'\\''").replace('[', "\\[").replace(']', "\\]").replace(':', "\\:")
}

fn fish() -> String {
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('\'', "\\'");
    // `run` and `repl` take the options of programs.
    let own = COMMANDS.iter().map(|command| command.name).filter(|name| !matches!(*name, "run" | "repl"));
    let names: Vec<&str> = own.collect();
    // A word further behind is a program's own, even if it is that of a command.
    let mut text = String::from(
        "function __taipan_command\n    \
             set -l words (commandline -opc)\n    \
             set -q words[2]; and contains -- $words[2] $argv\n\
         end\n\
         complete -c taipan -e\n",
    );
    let free = format!("not __taipan_command {}", names.join(" "));
    for switch in SWITCHES {
        let value = match (switch.value, switch.letter) {
            (None, _) => String::new(),
            (Some(_), 'X') => format!(" -x -a '{}'", extras().collect::<Vec<_>>().join(" ")),
            (Some(_), _) => " -x".to_owned(),
        };
        text.push_str(&format!(
            "complete -c taipan -n '{free}' -s {}{value} -d '{}'\n",
            switch.letter,
            escaped(switch.brief)
        ));
    }
    for long in LONG {
        text.push_str(&format!("complete -c taipan -n '{free}' -l {} -d '{}'\n", long.name, escaped(long.text)));
    }
    for command in COMMANDS {
        text.push_str(&format!(
            "complete -c taipan -n __fish_is_first_token -a {} -d '{}'\n",
            command.name,
            escaped(command.brief)
        ));
        for flag in command.flags {
            let letter = flag.letter.map(|letter| format!(" -s {letter}")).unwrap_or_default();
            let value = if flag.value.is_some() { " -r" } else { "" };
            text.push_str(&format!(
                "complete -c taipan -n '__taipan_command {}' -l {}{letter}{value} -d '{}'\n",
                command.name,
                flag.name,
                escaped(flag.text)
            ));
        }
    }
    text.push_str("complete -c taipan -n '__taipan_command completions' -f -a 'bash zsh fish'\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shell_hears_of_every_option_and_command() {
        for shell in ["bash", "zsh", "fish"] {
            let script = of(shell).unwrap_or_default();
            for name in COMMANDS.iter().map(|command| command.name).chain(LONG.iter().map(|long| long.name)) {
                assert!(script.contains(name), "{shell}: {name}");
            }
        }
        assert_eq!(of("sh"), None);
    }
}
