import { expect, it } from 'vitest';
import { IMAGE_TYPES } from '@/lib/model/branding';
import { typeOfFile } from './files';

it('tells what a file is by its name, as far as the command takes it', () => {
  const users = ['text/csv', 'application/x-ndjson'];
  expect(['a.csv', 'a.NDJSON', 'a.jsonl', '-', 'a.png', 'users'].map((path) => typeOfFile(path, users))).toEqual(['text/csv', 'application/x-ndjson', 'application/x-ndjson', 'text/csv', 'text/csv', 'text/csv']);
  expect(['logo.svg', 'LOGO.JPG', 'a.webp', 'a.ico', '-', 'a.csv'].map((path) => typeOfFile(path, IMAGE_TYPES))).toEqual(['image/svg+xml', 'image/jpeg', 'image/webp', 'image/x-icon', 'image/png', 'image/png']);
});
