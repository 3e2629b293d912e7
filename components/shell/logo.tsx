/** Three tenancies on one base, one of them moved out a little. */
export function LogoMark({ className = 'size-6' }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden>
      <rect width="24" height="24" rx="6.5" fill="var(--accent)" />
      <rect x="5" y="5.75" width="9" height="3.25" rx="1.2" fill="var(--on-accent)" opacity="0.62" />
      <rect x="8.5" y="10.4" width="10.5" height="3.25" rx="1.2" fill="var(--on-accent)" />
      <rect x="5" y="15.05" width="9" height="3.25" rx="1.2" fill="var(--on-accent)" opacity="0.62" />
    </svg>
  );
}
