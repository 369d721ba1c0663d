export const aGif = (width = 7, height = 5): Buffer =>
  Buffer.concat([Buffer.from('GIF89a', 'latin1'), Buffer.from([width, 0, height, 0])]);

/** 32 by 16 pixels, of which there are none. */
export const aJpeg = (): Buffer => Buffer.from('ffd8ffe000040000ffc0000b080010002001011100', 'hex');

/** 32 by 16 pixels, of which there are none. */
export const aWebp = (): Buffer =>
  Buffer.concat([
    Buffer.from('RIFF\0\0\0\0WEBPVP8 '),
    Buffer.from('000000000000009d012a20001000'.padEnd(32, '0'), 'hex'),
  ]);
