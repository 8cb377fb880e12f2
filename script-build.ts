/** How scripts are built, the benchmark's pages like the extension. */
export const scriptBuild = {
  // The oldest browsers of the manifest: nothing is rewritten, or added, for older ones.
  target: ['chrome123', 'firefox140'],
  modulePreload: { polyfill: false },
  // Nothing is read for an effect that reading has.
  rolldownOptions: {
    treeshake: { unknownGlobalSideEffects: false, propertyReadSideEffects: false as const },
  },
  // One file is there sooner than four, and nothing is shown before all of them are.
  cssCodeSplit: false,
  // It takes longer than the default, and makes scripts 3 % smaller. To put functions whole where
  // they are called would make them larger.
  minify: 'terser' as const,
  terserOptions: {
    ecma: 2020 as const,
    // Vite would have it otherwise.
    safari10: false,
    compress: {
      passes: 8,
      inline: 1,
      keep_fargs: false,
      // Constants stand as they were written, mostly behind: what is alike compresses better.
      lhs_constants: false,
      // Safe as long as what is put into a text is a text, a number or an error.
      unsafe: true,
      // Safe as long as no function expression without `this` is called by `new` or has a prototype.
      unsafe_arrows: true,
      // Safe as long as nothing is read for an effect that reading has.
      pure_getters: true,
      // What libraries and WXT tell those who build with them.
      drop_console: ['warn' as const, 'log' as const],
    },
    // What is not ASCII stands escaped, which is shorter where there is little of it.
    // WXT drops `var card =` before `(function` alone; else what `card.js` comes to would be lost.
    format: { wrap_iife: true, ascii_only: true },
  },
};
