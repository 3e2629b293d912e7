interface SparklineProps {
  /** In order of time; null is a moment without a value, drawn as a gap. */
  values: (number | null)[];
  /** What it shows, with its range, for who cannot see it. */
  label: string;
  className?: string;
}

const WIDTH = 120;
const HEIGHT = 28;
const PAD = 2;

/** Real samples as a line; with fewer than two there is nothing to draw. */
export function Sparkline({ values, label, className }: SparklineProps) {
  const known = values.filter((value): value is number => value !== null);
  if (known.length < 2) return null;
  const top = Math.max(...known);
  const x = (index: number) => PAD + (index / (values.length - 1)) * (WIDTH - 2 * PAD);
  const y = (value: number) => HEIGHT - PAD - (top === 0 ? 0 : value / top) * (HEIGHT - 2 * PAD);
  const line = values.reduce(
    (path, value, index) => (value === null ? { ...path, up: true } : { d: `${path.d}${path.up ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`, up: false }),
    { d: '', up: true },
  );
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} className={className} preserveAspectRatio="none">
      <title>{label}</title>
      <path d={line.d} fill="none" stroke="var(--accent)" strokeWidth="1.5" strokeLinejoin="round" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
