import sanitizeHtml from 'sanitize-html';

const SHAPES = ['svg', 'g', 'path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'text', 'tspan', 'title', 'desc'];
const REUSED = ['defs', 'use', 'symbol', 'clipPath', 'mask', 'linearGradient', 'radialGradient', 'stop', 'pattern'];

/** What draws; nothing that runs, loads, animates or styles. */
const ATTRIBUTES = [
  'xmlns', 'version', 'viewBox', 'preserveAspectRatio', 'width', 'height', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'fx', 'fy', 'd', 'points', 'pathLength', 'dx', 'dy', 'rotate', 'id', 'transform',
  'fill', 'fill-rule', 'fill-opacity', 'clip-rule', 'clip-path', 'mask', 'stroke', 'stroke-width', 'stroke-linecap', 'stroke-linejoin', 'stroke-miterlimit', 'stroke-dasharray', 'stroke-dashoffset', 'stroke-opacity', 'opacity', 'color', 'vector-effect',
  'offset', 'stop-color', 'stop-opacity', 'gradientUnits', 'gradientTransform', 'spreadMethod', 'patternUnits', 'patternContentUnits', 'patternTransform', 'clipPathUnits', 'maskUnits', 'maskContentUnits',
  'font-family', 'font-size', 'font-weight', 'font-style', 'text-anchor', 'letter-spacing', 'dominant-baseline', 'role', 'aria-label', 'href', 'xlink:href',
];
/** An attribute may point at a part of the same drawing and at nothing else. */
const POINTS_ELSEWHERE = /(?:url\s*\((?!\s*['"]?#[\w.-]+['"]?\s*\)))|[\\<>]/i;
const OWN_PART = /^#[\w.-]+$/;

/**
 * A drawing without what could run or load, by an allow list of elements and attributes; null where nothing is
 * left that draws.
 */
export function sanitizeSvg(text: string): string | null {
  const clean = sanitizeHtml(text, {
    allowedTags: [...SHAPES, ...REUSED],
    allowedAttributes: { '*': ATTRIBUTES },
    allowedSchemes: [],
    allowProtocolRelative: false,
    // The names of a drawing have capitals.
    parser: { xmlMode: true, decodeEntities: true, lowerCaseTags: false, lowerCaseAttributeNames: false },
    transformTags: { '*': (tagName, attributes) => ({ tagName, attribs: withoutElsewhere(attributes) }) },
    nonTextTags: ['script', 'style', 'foreignObject', 'metadata', 'iframe', 'object', 'embed', 'image', 'audio', 'video'],
    disallowedTagsMode: 'discard',
  }).trim();
  const root = /^<svg\b([^>]*)>/.exec(clean);
  if (!root || !isOneElement(clean) || !/<(?:path|rect|circle|ellipse|line|polyline|polygon|text|use)\b/.test(clean)) return null;
  // Without it a browser that is sent the file shows no drawing.
  return /\bxmlns=/.test(root[1] ?? '') ? clean : clean.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
}

/** Whether what the text begins with ends with it too: a drawing and a half is no document. The sanitiser writes every end. */
function isOneElement(clean: string): boolean {
  let depth = 0;
  for (const mark of clean.matchAll(/<(\/?)[A-Za-z]/g)) {
    depth += mark[1] === '/' ? -1 : 1;
    if (depth === 0) return clean.indexOf('>', mark.index) === clean.length - 1;
  }
  return false;
}

function withoutElsewhere(attributes: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).filter(([name, value]) => {
      if (name === 'xmlns') return value === 'http://www.w3.org/2000/svg';
      return name === 'href' || name === 'xlink:href' ? OWN_PART.test(value) : !POINTS_ELSEWHERE.test(value);
    }),
  );
}
