class Log {
  constructor() {
    this.text = "";
    this.lines = 0;
  }
  add(s) {
    this.text = this.text + s;
    this.lines++;
  }
}

function joined(a, b) {
  return a + b;
}

const log = new Log(), parts = new Map();
let all = "", both = "";
for (let i = 0; i < SIZE; i++) {
  log.add("entry;");
  const key = i % 2 === 0 ? "even" : "odd";
  parts.set(key, (parts.get(key) || "") + "abcd");
  all = `${all}${i % 10},`;
  both = joined(both, "xyz");
}
let s = log.lines + log.text.length + all.length + both.length;
for (const k of ["even", "odd"]) s += (parts.get(k) || "").length;
console.log(String(s));
