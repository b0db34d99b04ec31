function mixed(x) {
  let h = x;
  h = h ^ (h >>> 16);
  h = Math.imul(h, 0x45D9F3B);
  h = h ^ (h >>> 15);
  h = (h + (h << 7)) | 0;
  return h ^ (h >>> 11);
}

function rotated(x, n) {
  return (x << n) | (x >>> (32 - n));
}

function stepped(state) {
  let x = state;
  x = x ^ (x << 13);
  x = x ^ (x >>> 17);
  return x ^ (x << 5);
}

function signed(a, b) {
  return (Math.trunc(a / 3) + b % 1000) * 2 - (a & 255) + (b >> 9);
}

let state = 2463534242 | 0, sum = 0, low = 0;
for (let i = 0; i < SIZE; i++) {
  state = stepped(state);
  sum = rotated(sum ^ mixed(state), 5);
  low = signed(Math.trunc(low / 4), state & 65535);
}
console.log(String((sum >>> 0) + low));
