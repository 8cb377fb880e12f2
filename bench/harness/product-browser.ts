import { launchChromium } from '../../test/e2e/harness/chromium.ts';
import type { ExtensionBrowser } from '../../test/e2e/harness/extension-browser.ts';
import type { ScriptedAsk } from '../../test/e2e/harness/scripted-ask.ts';
import { startScriptedService } from '../../test/e2e/harness/scripted-service.ts';
import type { Bench } from '../theme.ts';

/** The product in Chromium, and a service that answers every question in the same way. */
export async function openProduct(
  { product }: Bench,
  cleanUp: AsyncDisposableStack,
  answer: (ask: ScriptedAsk) => void = (ask) => ask.end(),
): Promise<ExtensionBrowser> {
  const service = await startScriptedService();
  cleanUp.defer(service.close);
  const answerAll = async () => {
    for (;;) answer(await service.nextAsk());
  };
  void answerAll();
  const browser = await launchChromium({
    servicePort: service.port,
    extensionDirectory: product,
  });
  cleanUp.defer(browser.close);
  return browser;
}
