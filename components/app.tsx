import { browser } from 'wxt/browser';
import { type First, useSettings, useTab } from './tab.ts';
import { View } from './view.tsx';

interface PanelApi {
  readonly sidePanel?: { open(options: { tabId: number }): Promise<void> };
  readonly sidebarAction?: { open(): Promise<void> };
}

/** The popup, or with `follow` the side panel. */
export function App({ follow, first }: { follow: boolean; first: First }) {
  const { tab, page, message, ask, inView } = useTab(follow, first);
  const { settings, change, problem } = useSettings(first.settings);
  if (!page) return null;
  const panels = browser as unknown as PanelApi;
  const openPanel =
    follow || !tab || !(panels.sidePanel || panels.sidebarAction)
      ? undefined
      : () => {
          // Must be called in the click itself: the browser asks for the reader's own gesture.
          void (panels.sidePanel?.open({ tabId: tab.id }) ?? panels.sidebarAction?.open());
          window.close();
        };
  return (
    <View
      page={page}
      settings={settings}
      message={message ?? problem}
      inView={inView}
      change={change}
      read={() => void ask({ type: 'read' })}
      goTo={(claim) => void ask({ type: 'go-to', claim })}
      light={(claim) => void ask({ type: 'light', claim })}
      openOptions={() => void browser.runtime.openOptionsPage()}
      openPrint={() => tab && void browser.tabs.create({ url: browser.runtime.getURL(`/print.html?tab=${tab.id}`) })}
      openPanel={openPanel}
    />
  );
}
