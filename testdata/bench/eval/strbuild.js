function shifted(text, by) {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 97 && c <= 122) out += String.fromCharCode((c - 97 + by) % 26 + 97);
    else out += String.fromCharCode(c);
  }
  return out;
}

function squeezed(text) {
  let out = "", last = " ";
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c !== last) out += c;
    last = c;
  }
  return out;
}

let text = "the quick brown fox jumps over the lazy dog, and then sleeps all day";
let s = 0;
for (let i = 0; i < SIZE; i++) {
  text = shifted(text, i % 5 + 1);
  s = (s * 31 + squeezed(text).length + text.charCodeAt(i % text.length)) % 1000003;
}
console.log(String(s));
