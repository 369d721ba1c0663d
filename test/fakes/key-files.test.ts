import { keyFilesContract } from '../contracts/key-files.js';
import { fakeKeyFiles } from './key-files.js';

keyFilesContract(({ home, file, inline }) => {
  const named = '/named.key';
  const path = file === undefined ? null : named;
  const keyFiles = fakeKeyFiles(new Map(), { file: path, inline: inline ?? null });
  if (home !== undefined) keyFiles.files.set(keyFiles.fileOf(null), home);
  if (file !== undefined) keyFiles.files.set(named, file);
  return {
    keyFiles,
    elsewhere: '/elsewhere.key',
    again: other =>
      fakeKeyFiles(keyFiles.files, { file: other.file === undefined ? null : named, inline: other.inline ?? null }),
  };
});
