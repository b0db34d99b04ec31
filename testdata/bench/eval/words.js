function text(n) {
  const lines = [];
  let seed = 99;
  for (let i = 0; i < n; i++) {
    seed = (seed * 1103515 + 12345) % 2147483;
    lines.push(`word${seed % 700} and Other${i % 50} or w${seed % 9000} again`);
  }
  return lines.join("\n");
}

const counts = new Map();
for (const line of text(SIZE).split("\n")) {
  for (const word of line.split(" ")) {
    const key = word.toLowerCase();
    counts.set(key, (counts.get(key) || 0) + 1);
  }
}
let s = 0;
for (const [k, n] of counts) s += n * n % 1009 * k.length;
console.log(String(s * 1000 + counts.size % 1000));
