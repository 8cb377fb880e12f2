/** Outlines on a grid of 24, drawn with the text's colour. */
const paths = {
  plus: 'M12 5v14M5 12h14',
  clock: 'M12 8v4l3 2M3 12a9 9 0 1 0 3-6.7M3 4v4h4',
  sliders:
    'M4 7h10M18 7h2M4 17h2M10 17h10M14 7a2 2 0 1 0 4 0 2 2 0 1 0-4 0M6 17a2 2 0 1 0 4 0 2 2 0 1 0-4 0',
  copy: 'M9 9h10v10H9zM5 15V5h10',
  check: 'M5 12l5 5 9-10',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  stop: 'M7 7h10v10H7z',
  panel: 'M4 5h16v14H4zM14 5v14',
  refresh: 'M20 11a8 8 0 1 0-2 6M20 5v6h-6',
  previous: 'M14 6l-6 6 6 6',
  next: 'M10 6l6 6-6 6',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  pencil: 'M5 19l1-4L16 5l3 3L9 18z',
  text: 'M5 6V4h14v2M12 4v16M9 20h6',
  temporary: 'M12 3a9 9 0 1 0 .1 0',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  close: 'M6 6l12 12M18 6L6 18',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" data-icon={name}>
      <path d={paths[name]} />
    </svg>
  );
}
