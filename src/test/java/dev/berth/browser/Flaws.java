package dev.berth.browser;

import com.microsoft.playwright.Page;

/** What a person with a keyboard, a screen reader or a small screen would stumble over. */
final class Flaws {
    private static final String FLAWS = """
            () => {
              const flaws = [];
              const shown = element => element.checkVisibility();
              const all = [...document.querySelectorAll('button, a[href], input, select, textarea')].filter(shown);
              for (const element of all) {
                const name = element.getAttribute('aria-label') || element.getAttribute('aria-labelledby') || element.title
                  || element.textContent.trim() || element.labels?.length || element.placeholder;
                if (!name) flaws.push('no name: ' + element.outerHTML.slice(0, 120));
              }
              const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
              ids.filter((id, i) => ids.indexOf(id) !== i).forEach(id => flaws.push('twice: ' + id));
              if (document.querySelectorAll('h1').length !== 1) flaws.push('not one h1');
              if (document.documentElement.scrollWidth > innerWidth) flaws.push('wider than the screen');
              return flaws;
            }
            """;

    private Flaws() {}

    /** Empty when there are none. */
    static Object of(Page page) {
        return page.evaluate(FLAWS);
    }
}
