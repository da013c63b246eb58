/** The mark of Berth: a bollard on the quay, two waves below. */
export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill="#0b5f73" />
      <path d="M11 6h10a2.5 2.5 0 0 1 0 5h-1.5l.9 8h-8.8l.9-8H11a2.5 2.5 0 0 1 0-5z" fill="#fff" />
      <g fill="none" stroke="#8fe0ea" strokeWidth="2" strokeLinecap="round">
        <path d="M4 22.5q3-2.4 6 0t6 0 6 0 6 0" />
        <path d="M7 26.6q2.25-1.8 4.5 0t4.5 0 4.5 0 4.5 0" opacity=".55" />
      </g>
    </svg>
  );
}
