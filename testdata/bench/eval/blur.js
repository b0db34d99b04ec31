function picture(w, h) {
  const p = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) p[y * w + x] = (x * x + y * 3) % 256;
  }
  return p;
}

function smooth(from, to, w, h) {
  for (let y = 1; y < h - 1; y++) {
    for (let x = 1; x < w - 1; x++) {
      const at = y * w + x;
      const around = from[at - 1] + from[at + 1] + from[at - w] + from[at + w];
      to[at] = (around + from[at] * 4) >> 3;
    }
  }
}

const a = picture(SIZE, SIZE), b = a.slice();
for (let i = 0; i < 2; i++) {
  smooth(a, b, SIZE, SIZE);
  smooth(b, a, SIZE, SIZE);
}
const shades = new Uint32Array(256);
for (let i = 0; i < a.length; i++) shades[a[i]]++;
let s = 0;
for (let i = 0; i < 256; i++) s = (s * 31 + shades[i]) % 1000003;
console.log(String(s));
