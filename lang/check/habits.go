package check

// This file is the table of names that people know from other languages and from other libraries:
// what they are called in Hew. Mistakes of syntax are in habits.go of the parser.

import (
	"slices"
	"strings"
)

// A foreignName is what a name of another language stands for.
type foreignName struct {
	names string // parted by spaces
	to    string // what takes its place as it is: a name, or a function of module
	from  string // the module of to, "" if it needs no import
	help  string // instead of to, or beside it
}

// foreignValues are names of values, of modules and of types with functions.
var foreignValues = []foreignName{
	{names: "null nil NULL nullptr undefined", help: "a value that may be absent is an `Option`: `Some(value)` or `None`"},
	{names: "True TRUE", to: "true"},
	{names: "False FALSE", to: "false"},
	{names: "self Self me", help: "a method has its receiver as its first parameter: `fn name(self)`"},
	{names: "__name__ __main__", help: "a program begins with `fn main()`"},
	{names: "pass", help: "a block may be empty: `{ }`"},
	{names: "time Time", help: "`sleep(seconds)` and `sleep_ms(ms)` wait, `instant::now()` is the time for measuring; `std::time::datetime` has the date"},
	{names: "console System Console", help: "`println(value)` writes a line"},
	{names: "Math", to: "math", help: "functions of numbers are in `math`, such as `math.sqrt(x)`"},
	{names: "JSON", to: "json", from: "std::encoding::json"},
	{names: "sys argv args", help: "the arguments of the program are `os.args(0)` and so on, with `import std::os;`"},
	{names: "strings str", to: "string", from: "std::string"},
	{names: "std", help: "a module is imported: after `import std::fs;` its functions are `fs.read(…)`"},
	{names: "Infinity NaN inf nan", help: "`1.0 / 0.0` is infinite, `0.0 / 0.0` is not a number"},
	{names: "stderr", to: "io.write_err", from: "std::io", help: "`io.write_err(text)` writes to the standard error"},
	{names: "stdin", help: "`io.read_line()` and `io.read_all()` read the standard input, with `import std::io;`"},
	{names: "stdout", help: "`print(value)` and `println(value)` write to the standard output"},
}

// foreignFuncs are names of functions.
var foreignFuncs = []foreignName{
	{names: "parseInt parse_int atoi toInt to_int strtol int_of_string", to: "to_int", from: "std::string", help: "`string.try_to_int` tells what is no number"},
	{names: "parseFloat parse_float atof toFloat strtod float_of_string", to: "to_float", from: "std::string", help: "`string.try_to_float` tells what is no number"},
	{names: "parse", help: "`string.try_to_int(s)` reads a number, with `import std::string;`"},
	{names: "str String toString itoa to_str string_of_int stringify repr", to: "to_string"},
	{names: "int Int", to: "to_int", from: "std::string", help: "a number is converted by `x as i64`"},
	{names: "float Float", to: "to_float", from: "std::string", help: "an integer is converted by `x.to_f64()`"},
	{names: "printf puts echo printLine print_line writeln putStrLn Println dbg", to: "println"},
	{names: "sprintf format", help: "a string is made of values by `f\"{x} and {y}\"`"},
	{names: "input gets readline readLine getline raw_input", to: "read_line", from: "std::io", help: "`io.read_line()` takes no text to show: `print` it before"},
	{names: "open fopen readFile read_to_string slurp", to: "read", from: "std::fs", help: "a file is read as a whole: `fs.read(path)`"},
	{names: "writeFile", to: "write", from: "std::fs"},
	{names: "throw raise error fail die fatal abort bail croak todo unreachable unimplemented", to: "panic", help: "`panic(message)` ends the program; what may fail rather returns `Err(…)`"},
	{names: "quit Exit", to: "exit"},
	{names: "delay usleep msleep sleepMs Sleep setTimeout", to: "sleep_ms"},
	{names: "now clock", to: "instant::now", help: "`instant::now()` is for measuring; `std::time::datetime` has the date"},
	{names: "getenv env", to: "env", from: "std::os"},
	{names: "rand randint", help: "`random.randint(1, 6)` and `random.random()` need no import"},
	{names: "typeof isinstance instanceof", help: "types are known before the program runs; `match` tells the variants of an enum apart"},
	{names: "sort_by sortby sort_by_key sort_with sorted_by order_by sort_slice", help: "there is no sort by a function: sort the keys, `sort.sort_ints(m.keys())`, and take the values from the map `m`"},
	{names: "sorted", help: "`sort.sort_ints(v)` and `sort.sort_strings(v)` give a sorted Vec, with `import std::sort;`"},
	{names: "chr", help: "`string.from_char` makes text of a `char`, with `import std::string;`; bytes become text by `b.to_string()`"},
	{names: "ord", help: "`s.to_bytes()[0]` is the first byte of a text"},
	{names: "hex", help: "`fmt.to_hex(n)` is a number in hex, with `import std::fmt;`; `hex.encode(b)` shows bytes, with `import std::encoding::hex;`"},
	{names: "make", help: "an empty Vec is `[]`, a map `HashMap::new()`, a channel `channel.new(n)` with `import std::channel::channel;`"},
	{names: "forEach for_each each", help: "`for x in xs { … }` goes over the elements"},
	{names: "enumerate", help: "`for i in 0..xs.len()` counts, `xs[i]` is the element"},
	{names: "zip", help: "`for i in 0..xs.len()` counts: `xs[i]` and `ys[i]` stand side by side"},
	{names: "go thread Thread", help: "a call in the background is a task: `scope { fork f(); }`"},
	{names: "assertEqual assertEquals assert_equal expect", to: "assert_eq"},
	{names: "send_datagram recv_datagram read_datagram", help: "there are no datagrams: send each message on a stream of its own"},
	{names: "open_uni open_uni_stream accept_uni accept_uni_stream", help: "streams go in both directions: `open_stream`, and `finish` at once on the side that sends nothing"},
	{names: "set_idle_timeout idle_timeout keep_alive set_keep_alive set_alpn alpn", help: "it is a setting for the whole program, such as `HEWQ_QUIC_IDLE_TIMEOUT=1m`, `HEWQ_QUIC_KEEP_ALIVE=10s` or `HEWQ_QUIC_ALPN=h3`"},
	{names: "connect_0rtt connect_early dial_early", help: "there is no 0-RTT: data is sent when the handshake is complete"},
	{names: "malloc free delete dispose", help: "memory is freed by itself; a handle is closed at the end of its scope, or by its own method"},
}

// foreignPaths are functions with the module or the class that they stand in elsewhere.
var foreignPaths = []foreignName{
	{names: "console.log console.info fmt.Println fmt.println System.out.println Console.WriteLine io.println std.print", to: "println"},
	{names: "String.from String.new", help: "a string literal is a string already: `\"x\"`; an empty one is `\"\"`"},
	{names: "fmt.Printf", to: "println", help: "a string is made of values by `f\"{x} and {y}\"`"},
	{names: "fmt.Sprintf String.format", help: "a string is made of values by `f\"{x} and {y}\"`"},
	{names: "console.error sys.stderr.write", to: "io.write_err", from: "std::io"},
	{names: "time.sleep time.Sleep thread.sleep Thread.sleep std.thread.sleep", to: "sleep", help: "`sleep` takes seconds, `sleep_ms` milliseconds"},
	{names: "time.now time.time time.Now Date.now Instant.now", to: "instant::now", help: "`instant::now()` is for measuring; `std::time::datetime` has the date"},
	{names: "sys.exit os.exit os.Exit process.exit System.exit", to: "exit"},
	{names: "sys.argv os.argv process.argv", help: "the arguments of the program are `os.args(0)` and so on, with `import std::os;`"},
	{names: "JSON.parse json.loads", to: "json.parse", from: "std::encoding::json"},
	{names: "json.dumps json.encode json.stringify json.to_string JSON.stringify json.Marshal json.serialize", help: "`value.stringify()` makes text of a `json.Value`"},
	{names: "quic.new_client_with_tls quic.new_client_with_cert quic.new_client_with_certificate", help: "there are no certificates of clients; `new_client_with_ca` trusts the servers of an authority"},
	{names: "quic.Config quic.ClientConfig quic.ServerConfig quic.config", help: "settings are for the whole program, such as `HEWQ_QUIC_IDLE_TIMEOUT=1m`"},
	{names: "sort.sort_by sort.sort_by_key sort.slice sort.by", help: "there is no sort by a function: sort the keys, `sort.sort_ints(m.keys())`, and take the values from the map `m`"},
	{names: "quic.dial quic.dial_addr", help: "`quic.new_client()` is the endpoint that dials: `connect(address, name)` is its method"},
	{names: "math.power", to: "math.pow"},
	{names: "math.tan", help: "`math.sin(x) / math.cos(x)` is the tangent"},
	{names: "regex.compile regex.Compile re.compile", to: "regex.new", from: "std::text::regex"},
	{names: "datetime.now", to: "datetime.now_ms", from: "std::time::datetime"},
	{names: "log.warning", to: "log.warn", from: "std::misc::log"},
	{names: "Integer.parseInt strconv.Atoi Number.parseInt", to: "string.to_int", from: "std::string"},
	{names: "String.valueOf", to: "to_string"},
	{names: "Math.random", to: "random.random"},
	{names: "os.getenv os.environ process.env", help: "a variable of the environment is `os.env(name)`, with `import std::os;`"},
}

// themselves are methods of other libraries that have a value gone through or seen in another way:
// in Hew the value itself is meant.
const themselves = "iter into_iter iter_mut collect as_ref as_mut to_owned as_str to_vec into toList to_list borrow"

// synonyms are methods that mean the same in different libraries. Case and underscores do not count.
var synonyms = []string{
	"len length size count length_of",
	"push append add push_back insert emplace_back enqueue",
	"push_str append concat push",
	"close disconnect shutdown free dispose finish stop end",
	"contains includes has contains_key include has_key contain is_in in",
	"get at nth fetch lookup get_or_none",
	"remove delete erase del remove_at discard",
	"set put insert update store",
	"to_string decode tostring str to_str stringify string as_string as_str tos get_string",
	"slice substring substr sub mid subseq cut",
	"send_string write_string write puts print send_text send_str write_all",
	"recv_string read_string read_line read_text recv_text recv_str read_to_string",
	"recv read receive get_bytes read_bytes read_all",
	"send write write_bytes send_bytes put post",
	"unwrap_or or_else get_or_else unwrap_or_else or get_or_default unwrap_or_default value_or",
	"unwrap expect get value force must get_value",
	"is_ok ok success is_success succeeded",
	"is_err err failed is_error is_failure",
	"is_some some present is_present exists has_value",
	"is_none none absent is_null is_nil",
	"is_empty empty blank",
	"to_upper upper uppercase upcase to_upper_case",
	"to_lower lower lowercase downcase to_lower_case",
	"trim strip trimmed trim_space",
	"find index_of index position search",
	"starts_with has_prefix begins_with prefix start_with",
	"ends_with has_suffix suffix end_with",
	"split split_by explode tokenize",
	"lines split_lines readlines",
	"to_bytes bytes as_bytes encode get_bytes",
	"chars characters char_list",
	"char_at at codepoint_at",
	"keys key_set",
	"values vals",
	"map transform",
	"filter where keep",
	"fold reduce inject",
	"clear reset truncate remove_all",
	"clone copy dup duplicate",
	"pop pop_back remove_last",
	"extend append concat push_all add_all",
	"connect dial open",
	"join combine",
	"accept listen incoming",
	"open_stream new_stream create_stream open_bi open_stream_sync open",
	"accept_stream accept_bi next_stream",
	"to_f64 to_float as_float float to_double",
	"to_i64 to_int as_int int to_integer",
	"abs absolute",
	"sort sorted order sort_by",
	"reverse reversed rev",
	"secs seconds as_secs total_seconds",
	"millis milliseconds as_millis ms",
	"micros microseconds as_micros",
	"nanos nanoseconds as_nanos",
	"get_field get field",
	"observe stats info status state",
	"new_server listen serve bind create_server server",
	"new_client client create_client",
}

// foreign finds the row of a name, nil if there is none. Case and underscores do not count.
func foreign(table []foreignName, name string) *foreignName {
	for i := range table {
		for n := range strings.FieldsSeq(table[i].names) {
			if n == name || foldName(n) == foldName(name) {
				return &table[i]
			}
		}
	}
	return nil
}

// synonymsOf are the names that mean what name means, in the order of the table.
func synonymsOf(name string) []string {
	var all []string
	folded := foldName(name)
	for _, row := range synonyms {
		names := strings.Fields(row)
		for _, n := range names {
			if foldName(n) == folded {
				all = append(all, names...)
				break
			}
		}
	}
	return all
}

// foldName is a name without what languages write differently: case, underscores, a `get`.
func foldName(name string) string {
	return strings.ToLower(strings.ReplaceAll(name, "_", ""))
}

// foreignModules are the modules for names of other libraries.
var foreignModules = map[string]string{
	"time": "std::time::datetime", "date": "std::time::datetime", "chrono": "std::time::datetime", "datetime": "std::time::datetime",
	"crypto": "std::crypto::crypto", "hashlib": "std::crypto::crypto", "sha256": "std::crypto::crypto", "hash": "std::crypto::crypto",
	"file": "std::fs", "files": "std::fs", "filesystem": "std::fs", "ioutil": "std::fs",
	"env": "std::os", "sys": "std::os", "environment": "std::os",
	"strings": "std::string", "str": "std::string", "tcp": "std::net", "socket": "std::net",
	"rand": "std::random", "regexp": "std::text::regex", "re": "std::text::regex",
	"logging": "std::misc::log", "logger": "std::misc::log", "test": "std::testing", "unittest": "std::testing",
	"channels": "std::channel::channel", "sync": "std::semaphore", "stdio": "std::io",
	"gzip": "std::encoding::compress", "zlib": "std::encoding::compress",
}

// Elsewhere are the paths of the modules of Hew that hewq does not have, sorted.
func Elsewhere() []string { return slices.Sorted(slices.Values(elsewhere)) }

// elsewhere are modules of Hew that hewq has not.
var elsewhere = strings.Fields(`
	std::bench std::concurrency::lambda_actor std::concurrency::lifecycle std::crypto::encrypt std::crypto::jwt
	std::crypto::password std::encoding::capnproto std::encoding::markdown std::encoding::msgpack
	std::encoding::protobuf std::encoding::toml std::encoding::wire std::encoding::xml std::encoding::yaml
	std::io::closable std::machines::toggle std::mem std::metrics std::net::dns std::net::http
	std::net::http::http_client std::net::http::http_async_client std::net::http::http_async_server
	std::net::ipnet std::net::smtp std::net::tls std::net::websocket std::observe std::process
	std::time::cron std::encoding::wire::value_trait`)
