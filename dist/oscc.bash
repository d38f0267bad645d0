# Completes oscc in bash. Made from the syntax of the commands; a test keeps it current.
_oscc() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local command='' options='' operands='' values='' i
  # Readline takes --out=DIR for three words.
  if [[ $word == = ]]; then
    word=''
  elif [[ $before == = ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ ${COMP_WORDS[i]} != -* ]]; then
      command=${COMP_WORDS[i]}
      break
    fi
  done
  case $command in
    '') options='--help --version' operands='init check show lock build run ssh test report ls cat why store schema doctor' ;;
    init) options='--dir --format --help' operands='' ;;
    check) options='--format --help --profile' operands='files' ;;
    show) options='--format --help --origin --profile' operands='files' ;;
    lock) options='--force --format --help --jobs --locked --offline --profile --store --update' operands='files' ;;
    build) options='--force --format --help --jobs --locked --offline --out --profile --store --timings' operands='files' ;;
    run) options='--force --help --jobs --locked --no-build --offline --out --profile --store --timings' operands='files' ;;
    ssh) options='--help --user --out --profile --wait' operands='files' ;;
    test) options='--force --format --help --at-once --jobs --last --limit --locked --no-build --offline --out --profile --report --store --timings --via' operands='files' ;;
    report) options='--format --help --out --profile --to' operands='files' ;;
    ls) options='--recursive --force --format --help --in --jobs --long --locked --no-build --offline --out --profile --store --timings' operands='files' ;;
    cat) options='--force --help --in --jobs --locked --no-build --offline --out --profile --store --timings' operands='files' ;;
    why) options='--force --format --help --jobs --locked --offline --profile --store' operands='files' ;;
    store) options='--format --help --max-size --older-than --store' operands='du gc verify' ;;
    schema) options='--help' operands='' ;;
    doctor) options='--format --help --store' operands='' ;;
    *) return ;;
  esac
  values=$operands
  case $before in
    --dir) values='folders' ;;
    --format) values='text json' ;;
    --profile) values='' ;;
    --jobs) values='' ;;
    --store) values='folders' ;;
    --out) values='folders' ;;
    --user | -l) values='' ;;
    --wait) values='' ;;
    --at-once | -j) values='' ;;
    --limit) values='' ;;
    --report) values='' ;;
    --via) values='direct ipxe-bios ipxe-uefi all' ;;
    --to) values='files' ;;
    --in) values='root initrd machine rootfs' ;;
    --max-size) values='' ;;
    --older-than) values='' ;;
    *) [[ $word != -* ]] || values=$options ;;
  esac
  case $values in
    files) compopt -o filenames && mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    folders) compopt -o filenames && mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    *) mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word") ;;
  esac
}
complete -F _oscc oscc
