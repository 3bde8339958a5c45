#!/usr/bin/env bash
# A real Elasticsearch without Docker, put together from Maven's jars: start.sh PORT DATA_DIR [SETTING=VALUE ...]
#
# In the foreground, on 127.0.0.1, without security. Prints "ready URL" once it answers; PORT 0 picks a free one.
# SIGTERM stops it, for the script becomes the server. Needs Maven and a JDK 21 or newer; the first start resolves 45 MB
# of jars and compiles what stands beside this file into the user's cache folder, later starts need neither.
#   ES_JAVA_HOME   the JDK (else JAVA_HOME, else the newest below /usr/lib/jvm)
#   ES_JAVA_OPTS   the JVM's options; by default those of the quickest start in the least memory
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
port=$1 data=$2
stamp=$(cat "$here"/{*.java,analysis/*.java,pom.xml,start.sh} | sha256sum | cut -c1-12)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/plein
home=$cache/elasticsearch-$stamp

find_jdk() {
  local candidate release
  for candidate in "${ES_JAVA_HOME:-}" "${JAVA_HOME:-}" $(ls -d /usr/lib/jvm/*/ 2>/dev/null | sort -Vr); do
    [[ -x $candidate/bin/javac ]] || continue
    release=$("$candidate/bin/javac" -version 2>&1) release=${release#javac }
    if (( ${release%%[.-]*} >= 21 )); then echo "$candidate"; return; fi
  done
  echo "start.sh: Elasticsearch 9 needs a JDK 21 or newer; name one in ES_JAVA_HOME" >&2
  return 1
}

# A module is a folder with a descriptor and jars, as in the official distribution.
describe_module() {  # HOME NAME CLASS VERSION
  mkdir -p "$1/modules/$2"
  printf '%s\n' "name=$2" "classname=$3" "description=$2" "version=$4" "elasticsearch.version=$4" java.version=21 \
    > "$1/modules/$2/plugin-descriptor.properties"
}

compile() {  # HOME INTO SOURCE...
  "$jdk/bin/javac" --release 21 -XDsuppressNotes -cp "$1/lib/*" -d "$2" "${@:3}"
}

build() {  # HOME
  local jars version
  mkdir -p "$1/plugins"
  mvn -q -B -ntp -f "$here/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$1/lib" >&2
  jars=("$1"/lib/transport-netty4-*.jar) version=${jars[0]##*transport-netty4-} version=${version%.jar}
  describe_module "$1" transport-netty4 org.elasticsearch.transport.netty4.Netty4Plugin "$version"
  mv "$1"/lib/{transport-netty4,netty}-*.jar "$1/modules/transport-netty4"
  compile "$1" "$1/classes" "$here/LocalNode.java"
  compile "$1" "$1/analysis" "$here"/analysis/*.java
  describe_module "$1" language-analysis LanguageAnalysis "$version"
  "$jdk/bin/jar" --create --file "$1/modules/language-analysis/language-analysis.jar" -C "$1/analysis" .
}

jdk=$(find_jdk)
mkdir -p "$data" "$cache"
if [[ ! -d $home ]]; then
  unfinished=$(mktemp -d "$cache/unfinished-XXXXXX")
  trap 'rm -rf "$unfinished"' EXIT
  build "$unfinished"
  # because another start may have been quicker: then its build serves
  mv -T "$unfinished" "$home" 2>/dev/null || [[ -d $home ]]
  rm -rf "$unfinished"
fi

# shellcheck disable=SC2086  # the options are several words
exec "$jdk/bin/java" ${ES_JAVA_OPTS:--Xms256m -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1} -Des.path.home="$home" \
  -Dio.netty.noUnsafe=true -Dorg.elasticsearch.nativeaccess.enableVectorLibrary=false --add-modules=jdk.incubator.vector \
  --enable-native-access=ALL-UNNAMED -cp "$home/classes:$home/lib/*" LocalNode "$home" "$port" "$data" "${@:3}"
