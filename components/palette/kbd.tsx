/** Keys to press, one after the other. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-1">
      {keys.split(' ').map((key, index) => (
        <kbd key={index} className="grid h-5 min-w-5 place-items-center rounded-sm border bg-sunken px-1 font-sans text-xs text-ink-soft">
          {key}
        </kbd>
      ))}
    </span>
  );
}
