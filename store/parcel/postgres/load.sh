#!/bin/sh
# 把各社区的上报包（.tjb）装进 PostgreSQL。除了系统自带的，只用 age、unzip、psql。
#
#   psql -f schema.sql                         先建表；程序升级以后再跑一次
#   sh load.sh -i identity.txt 包.tjb...       封给街道钥匙的包
#   sh load.sh 包.tjb...                       用口令封的包，age 会一个一个地问口令
#
# 连哪个库由 psql 的环境变量说：PGHOST、PGDATABASE、PGUSER。一个 identity.txt 里可以放几个街道的钥匙，每行一把。
# 一个包一次事务：这个社区原来的记录全部换成包里的。装过的包再装，什么都不变；比库里旧的不收。
# 签名要靠 tuanjian 核对，这里不核对：请只装街道收下过的包。
#
# 装的时候，解开的包放在 TMPDIR（没有就是 /tmp）下一个只有自己能看的文件夹里，装完就删。说的话里没有姓名和号码；
# 数据库服务器自己的日志由管理它的人负责。

set -u
umask 077
unset UNZIP UNZIPOPT ZIPINFO
PGCLIENTENCODING=UTF8
export PGCLIENTENCODING

say() { printf '%s\n' "$*" >&2; }

usage() {
	say '用法：sh load.sh [-i identity.txt] 包.tjb...'
	exit 2
}

identity=
while getopts i: option; do
	case $option in
	i) identity=$OPTARG ;;
	*) usage ;;
	esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || usage
for tool in age unzip psql; do
	command -v "$tool" >/dev/null 2>&1 || {
		say "没有找到 $tool。请先装好 age、unzip 和 psql。"
		exit 1
	}
done
[ -z "$identity" ] || [ -r "$identity" ] || {
	say '读不到 -i 后面的钥匙文件。'
	exit 1
}

work=${TMPDIR:-/tmp}/tuanjian-load.$$
trap 'exit 130' INT
trap 'exit 143' HUP TERM PIPE
mkdir "$work" || {
	say '不能在临时文件夹里写。请把 TMPDIR 设成能写的文件夹。'
	exit 1
}
trap 'rm -rf "$work"' EXIT

# ask runs SQL in the private folder; what goes wrong is told by its number only, since a message may quote a row.
ask() (cd "$work" && psql -X -q -A -t -v ON_ERROR_STOP=1 -v VERBOSITY=sqlstate -f "$1" 2>&1)

printf '%s\n' 'set client_min_messages = error;' 'select tuanjian.ready();' >"$work/ready.sql"
tables=$(ask ready.sql) || {
	case $tables in
	*3F000* | *42883* | *42P01*) say '库里还没有建表。请先运行：psql -f schema.sql' ;;
	*42501*) say '这个用户没有权限。请换一个用户，或请管库的人授权。' ;;
	*) say "连不上数据库：$tables" ;;
	esac
	exit 1
}

# decrypt opens the package given on standard input into p.zip. Files larger than 1 GiB are broken off.
decrypt() (
	ulimit -f 2097152
	case $2 in
	scrypt) exec age -d -o "$work/p.zip" ;;
	*) exec age -d -i "$1" -o "$work/p.zip" ;;
	esac
)

# extract takes one file of a fixed name out of p.zip; no name from inside is used, no password is asked for.
extract() (
	ulimit -f "$2"
	exec unzip -P none -p "$work/p.zip" "$1" >"$work/$1" 2>/dev/null
)

# statements writes the SQL for the extracted tables, named as files. A head of other signs than our columns' is refused. A
# line inside a cell that is \. alone would be the end of the table to psql before 18: then a sign of private use is put
# behind it, which take_table takes away.
statements() {
	(cd "$work" && LC_ALL=C awk -v sign="$(printf '\356\200\200')" '
		function finish() {
			if (table == "") return
			file = table ".csv"
			if (dotted) {
				while ((getline line < file) > 0) print (line == "\\." ? line sign : line) > (table ".dotted")
				close(file); close(table ".dotted"); file = table ".dotted"
			}
			print "call tuanjian.open_table(\047" table "\047, \047" head "\047);"
			print "\\copy in_" table " from \047" file "\047 with (format csv, header true)"
			print "call tuanjian.take_table(\047" table "\047, " (dotted ? "true" : "false") ");"
		}
		FNR == 1 {
			finish()
			table = FILENAME; sub(/[.]csv$/, "", table); head = $0; dotted = 0
			if (length(head) > 16384 || head ~ /[^a-z0-9_,]/) head = ""
		}
		$0 == "\\." { dotted = 1 }
		END { finish() }' "$@")
}

# reason tells why the database did not take a package.
reason() {
	case $1 in
	*TJ001*) say '不是上报包，或者说明读不懂。' ;;
	*TJ002*) say '是更新版本的程序写的。请用新程序重新导出 schema.sql 和 load.sh。' ;;
	*TJ003*) say '是下发包或回执包，不是上报包。' ;;
	*TJ004*) say '是练习台账的包，里面的人都是编的，不收。' ;;
	*TJ005*) say '比库里的旧，没有装。' ;;
	*TJ006*) say '和库里的是同一次上报，内容却不同，没有装。请社区重新上报一次。' ;;
	*TJ007* | *23505* | *22P04*) say '内容和说明对不上，没有装。请社区重新上报一次。' ;;
	*TJ008* | *22P02* | *22007* | *22008*) say '有读不懂的编号、数字或时间，没有装。请社区重新上报一次。' ;;
	*42501*) say '这个用户没有写库的权限。' ;;
	*53100*) say '数据库的磁盘满了，没有装。' ;;
	*) say "数据库没有收下，错误码 $(printf '%s' "$1" | tail -n 1 | tr -cd 'A-Z0-9' | tail -c 5)。" ;;
	esac
}

loaded=0 known=0 refused=0
for file in "$@"; do
	printf '%s：' "$file" >&2
	rm -f "$work"/*
	if [ ! -f "$file" ] || [ ! -r "$file" ]; then
		say '读不到这个文件。'
		refused=$((refused + 1))
		continue
	fi
	case $(dd bs=64 count=1 2>/dev/null <"$file" | LC_ALL=C tr -cd ' -~\n') in
	"age-encryption.org/v1
-> scrypt "*) sealed=scrypt ;;
	"age-encryption.org/v1
"*) sealed=key ;;
	*) sealed= ;;
	esac
	why=
	if [ -z "$sealed" ]; then
		why='不是上报包。'
	elif [ "$(wc -c <"$file")" -gt 209715200 ]; then
		why='文件太大，不是上报包。'
	elif [ "$sealed" = key ] && [ -z "$identity" ]; then
		why='是封给街道钥匙的，请用 -i 给出街道台账导出的 identity.txt。'
	elif ! decrypt "$identity" "$sealed" <"$file" 2>/dev/null; then
		why='打不开：口令或钥匙不对，或者文件损坏。'
	elif ! extract manifest.json 2048 2>/dev/null; then
		why='里面没有说明，不是上报包。'
	fi
	if [ -n "$why" ]; then
		say "$why"
		refused=$((refused + 1))
		continue
	fi
	files= whole=true
	for table in $tables; do
		extract "$table.csv" 2097152 2>/dev/null
		case $? in
		0) [ ! -s "$work/$table.csv" ] || files="$files $table.csv" ;;
		11) ;; # the package has no such table
		*) whole=false ;;
		esac
	done
	{
		printf '%s\n' 'set client_min_messages = error;' 'begin;' '\set manifest `cat manifest.json`' \
			"select tuanjian.begin_parcel(:'manifest') as fresh \\gset" '\if :fresh'
		# shellcheck disable=SC2086 # a list of words
		[ -z "$files" ] || statements $files
		"$whole" || printf '%s\n' "select tuanjian.refuse('TJ007', null);"
		printf '%s\n' 'select tuanjian.finish_parcel();' 'commit;' '\else' '\echo known' '\endif'
	} >"$work/load.sql"
	if said=$(ask load.sql); then
		case $said in
		known)
			say '已经装过，没有变化。'
			known=$((known + 1))
			;;
		*)
			say "已装入。$said"
			loaded=$((loaded + 1))
			;;
		esac
	else
		reason "$said"
		refused=$((refused + 1))
	fi
done

if [ "$loaded" -gt 0 ]; then
	for table in $tables; do
		printf 'analyze tuanjian.%s;\n' "$table"
	done >"$work/analyze.sql"
	ask analyze.sql >/dev/null
fi
say "共 $# 个包：装入 $loaded，已装过 $known，没有收 $refused。"
[ "$refused" = 0 ]
