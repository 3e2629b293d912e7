import { createHash } from 'node:crypto';
import { imageSize } from 'image-size';
import { AppError, invalidField } from '@/lib/errors';
import { IMAGE_BYTES_MAX, IMAGE_SIDE_MAX, type ImageConfig, type ImageType } from '@/lib/model/branding';
import { sanitizeSvg } from './sanitize-svg';

/** What the bytes begin with; what a sender calls them counts for nothing. */
const SIGNATURES: readonly { type: ImageType; is(bytes: Buffer): boolean }[] = [
  { type: 'image/png', is: (bytes) => bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) },
  { type: 'image/jpeg', is: (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) },
  { type: 'image/webp', is: (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP' },
  { type: 'image/x-icon', is: (bytes) => bytes.subarray(0, 4).equals(Buffer.from([0, 0, 1, 0])) },
  { type: 'image/svg+xml', is: (bytes) => /^(?:\uFEFF)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*|<!DOCTYPE[^>[]*>\s*)*<svg[\s>]/.test(bytes.toString('utf8', 0, 4_096)) },
];

/**
 * Reads an upload as it comes, no further than it may be long.
 * @throws AppError `too_large`, `unsupported_media_type` (its bytes are no image we know), `validation_failed`
 */
export async function readImage(body: AsyncIterable<Uint8Array>): Promise<ImageConfig> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > IMAGE_BYTES_MAX) throw new AppError('too_large', { params: { max: IMAGE_BYTES_MAX } });
    chunks.push(chunk);
  }
  return imageOf(Buffer.concat(chunks));
}

export function imageOf(sent: Buffer): ImageConfig {
  const type = SIGNATURES.find(({ is }) => is(sent))?.type;
  if (!type) throw new AppError('unsupported_media_type');
  const bytes = type === 'image/svg+xml' ? cleanDrawing(sent) : sent;
  if (bytes.length > IMAGE_BYTES_MAX) throw new AppError('too_large', { params: { max: IMAGE_BYTES_MAX } });
  const { width, height } = sizeOf(bytes);
  const id = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  return { id, type, width, height, bytes: bytes.length, data: bytes.toString('base64'), createdAt: new Date().toISOString() };
}

function cleanDrawing(sent: Buffer): Buffer {
  const text = sent.toString('utf8');
  const clean = text.includes('<!ENTITY') || text.includes('\uFFFD') ? null : sanitizeSvg(text);
  if (clean === null) throw invalidField('image', 'imageUnreadable');
  return Buffer.from(clean);
}

function sizeOf(bytes: Buffer): { width: number; height: number } {
  let found: { width?: number; height?: number };
  try {
    found = imageSize(bytes);
  } catch {
    throw invalidField('image', 'imageUnreadable');
  }
  const [width, height] = [Math.ceil(found.width ?? 0), Math.ceil(found.height ?? 0)];
  if (width < 1 || height < 1) throw invalidField('image', 'imageUnreadable');
  if (width > IMAGE_SIDE_MAX || height > IMAGE_SIDE_MAX) throw invalidField('image', 'imageTooWide', { max: IMAGE_SIDE_MAX });
  return { width, height };
}
