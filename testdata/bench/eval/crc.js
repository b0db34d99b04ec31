function table() {
  const t = [];
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let i = 0; i < 8; i++) c = c & 1 ? (c >>> 1) ^ 0xEDB88320 : c >>> 1;
    t.push(c >>> 0);
  }
  return t;
}

function crc(t, data) {
  let c = 0xFFFFFFFF;
  for (let i = 0; i < data.length; i++) c = t[(c ^ data[i]) & 0xFF] ^ (c >>> 8);
  return (c ^ 0xFFFFFFFF) >>> 0;
}

const data = new Uint8Array(SIZE);
for (let i = 0; i < SIZE; i++) data[i] = i * 7 % 251;
console.log(String(crc(table(), data)));
