# What follows is the same for bash and for zsh: it walks the words of the command line through
# the tables and finds what may stand where the cursor is. The callers declare its variables:
#   lines   what may stand at the place: a line for each command, option, and the arguments
#   way     how the word under the cursor is completed, of the option before it
#   given   how many arguments there are before it
#   region, profile, backend, endpoint   what the options of these names say
#   taken   the arguments and the options that are there, with spaces around each
#   prefix  what the word under the cursor begins with that is no part of its value
#   current the rest of it
#   found   the words that may stand there, one on a line, a description after a tab
#   files   not empty where file names may stand too
# Where a variable is not quoted it is divided into lines, and no file names are made of it.

# Set lines to what may stand after the commands $1.
_ecsops_go() {
  local more
  place=$1
  _ecsops_place "$1"
  case $lines in
    *'
+raw '*) more=$lines; _ecsops_place +raw; lines=$more$lines ;;
    *'
+common '*) more=$lines; _ecsops_place +common; lines=$more$lines ;;
  esac
}

# Set way to how the value of the option $1 is completed, and main to the name it is taken under,
# which an option that may be given several times has not. A single value may have an index too.
_ecsops_option() {
  local name=$1 tail
  way='' main=$1
  [[ $name == --Output ]] && name=--output
  while [[ $name == *.[0-9]* ]]; do
    tail=${name#*.[0-9]}
    name=${name%%.[0-9]*}.N${tail#"${tail%%[!0-9]*}"}
  done
  case $lines in
    *"
$name "*) ;;
    *"
${name%.N} "*) name=${name%.N} ;;
    *) return ;;
  esac
  tail=${lines#*"
$name "}
  way=${tail%% *}
  tail=${tail#* }
  tail=${tail%%"
"*}
  case ${tail%% *} in
    '=') ;;
    '*') [[ $1 == *.[0-9]* ]] || main='' ;;
    *) main=${tail%% *} ;;
  esac
  [[ $way == - ]] && way=''
}

# Keep what the option $1 says of the account.
_ecsops_remember() {
  case $1 in
    --region|--RegionId) region=$2 ;;
    --profile) profile=$2 ;;
    --backend) backend=$2 ;;
    --endpoint) endpoint=$2 backend=${backend:-@OPENAPI@} ;;
  esac
}

# Walk the words before the cursor.
_ecsops_walk() {
  local word main
  _ecsops_go ''
  for word in "$@"; do
    if [[ -n $way ]]; then
      _ecsops_remember "$option" "$word"
      [[ $way == output ]] && gathering=1
      way=''
    elif [[ $word == -?* ]]; then
      gathering='' option=${word%%=*}
      _ecsops_option "$option"
      taken+="$main "
      [[ $word == *=* ]] && _ecsops_remember "$option" "${word#*=}" && way=''
    elif [[ -n $gathering && ( $word == cols=* || $word == rows=* || $word == num=* ) ]]; then
      taken+="${word%%=*}= "
    elif [[ $lines == *"
/$word "* ]]; then
      _ecsops_go "${place:+$place }$word"
    else
      given=$((given + 1)) taken+="$word "
    fi
  done
}

# Find what may stand under the cursor, where the word $current has been begun.
_ecsops_find() {
  local option main
  if [[ -n $way ]]; then
    _ecsops_values
  elif [[ $current == -*=* ]]; then
    option=${current%%=*}
    _ecsops_option "$option"
    prefix=$option= current=${current#*=}
    _ecsops_values
  elif [[ $current == -* ]]; then
    _ecsops_options
  else
    _ecsops_commands
    [[ -n $gathering ]] && _ecsops_fields
    _ecsops_argument
    _ecsops_values
    if [[ -z $found$files$current ]]; then _ecsops_options; fi
  fi
}

_ecsops_commands() {
  local line
  for line in $lines; do
    [[ $line == /* ]] && line=${line#/} found+="${line%% *}	${line#* }
"
  done
}

# Set way to how the next argument is completed.
_ecsops_argument() {
  local ways each number=0
  case $lines in
    *'
: '*) ;;
    *) return ;;
  esac
  ways=${lines#*'
: '}
  ways=${ways%%'
'*}
  while [[ -n $ways ]]; do
    each=${ways%% *} ways=${ways#"${ways%% *}"} ways=${ways# }
    [[ $number == "$given" || $each == *'*' ]] && break
    number=$((number + 1)) each=''
  done
  way=${each%'*'}
}

# Find the values that $way says: after a comma the last of several, where its part says so; what
# comes before such a part stands alone.
_ecsops_values() {
  local each list
  while [[ -n $way ]]; do
    each=${way%%+*} way=${way#"${way%%+*}"} way=${way#+}
    if [[ $each == ,* ]]; then
      _ecsops_last
      each=${each#,}
    elif [[ $way == ,* && $current == *,* ]]; then
      continue
    fi
    case $each in
      '='*) each=${each#=} found+="${each//|/
}
" ;;
      @zone) _ecsops_list zone; _ecsops_of_region; found+=$list ;;
      '@'*) _ecsops_list "${each#@}"; found+=$list ;;
      '?'*)
        [[ -d ${_ecsops_helper-} ]] || _ecsops_where
        found+="$(_ecsops_ask "${each#?}" "$current")
" ;;
      file) files=1 ;;
      output) _ecsops_forms ;;
    esac
  done
}

# Keep in $list the zones of the region, unless only a profile tells which one that is.
_ecsops_of_region() {
  local home=${@HOME_VARIABLE@:-$HOME/@HOME_NAME@} here=${region%%,*} each kept=''
  if [[ -z $here$profile$backend${@PROFILE_VARIABLE@-}${@BACKEND_VARIABLE@-} ]]; then
    [[ -e $home/@CONFIG_NAME@ ]] || here=@REGION@
  fi
  for each in $list; do
    [[ $each == "$here"-? || $each == "$here"-?$'\t'* ]] && kept+="$each
"
  done
  list=${kept:-$list}
}

# Leave in $current what follows its last comma; what is before is taken.
_ecsops_last() {
  local before=${current%"${current##*,}"}
  taken+="${before//,/ }"
  prefix+=$before current=${current##*,}
}

# Find the words of --output.
_ecsops_forms() {
  local list
  case $current in
    cols=*)
      prefix=${prefix}cols= current=${current#cols=}
      _ecsops_last
      _ecsops_columns "$place"; found+=$list ;;
    num=*) prefix=${prefix}num= current=${current#num=} found='true
' ;;
    table:*) _ecsops_list table-style; found+=$list ;;
    *) _ecsops_list output; found+=$list ;;
  esac
}

# Find what may follow a word of --output.
_ecsops_fields() {
  case $current in
    cols=*|num=*) _ecsops_forms ;;
    *)
      local each
      for each in cols= rows= num=; do
        [[ $taken == *" $each "* ]] || found+="$each
"
      done ;;
  esac
}

# Ask the program for its interpreter and the directory of its helper; one answer serves the shell
# as long as it lives.
_ecsops_where() {
  local answer
  answer=$(command ecsops completion helper 2>/dev/null)
  _ecsops_python=${answer%%"
"*} _ecsops_helper=${answer#*"
"}
}

# Ask the account for values of the kind $1 that begin with $2; called in a shell of its own.
_ecsops_ask() {
  local home=${@HOME_VARIABLE@:-$HOME/@HOME_NAME@} chosen=''
  [[ -n $profile ]] && export @PROFILE_VARIABLE@=$profile
  [[ -n $backend ]] && export @BACKEND_VARIABLE@=$backend
  [[ -n $endpoint ]] && export @ENDPOINT_VARIABLE@=$endpoint
  region=${region%%,*}
  [[ -n $region ]] && export @REGION_VARIABLE@=$region
  [[ -n ${@PROFILE_VARIABLE@-}${@BACKEND_VARIABLE@-} || -e $home/@CONFIG_NAME@ ]] && chosen=chosen
  exec "$_ecsops_python" -I -S -c '@CODE@' "$_ecsops_helper" \
    "$1" "$2" "@REGION@" "$home/@STATE_NAME@" ${_ecsops_form-} $chosen 2>/dev/null
}
