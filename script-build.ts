/** How scripts are built, the benchmark's pages like the extension. */
export const scriptBuild = {
  // The oldest browsers of the manifest: nothing is rewritten, or added, for older ones.
  target: ['chrome123', 'firefox140'],
  modulePreload: { polyfill: false },
  // It takes longer than the default, and makes scripts 3 % smaller. To put functions whole where
  // they are called would make them larger.
  minify: 'terser' as const,
  terserOptions: { compress: { passes: 3, inline: 1, keep_fargs: false, sequences: false } },
};
