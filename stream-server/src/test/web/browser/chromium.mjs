import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { chromium } from "playwright-core";

// One headless Chromium of the system per test file, in a profile of its own.

const ARGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * @typedef {object} Watched
 * @property {import("playwright-core").Page} page
 * @property {string[]} complaints console errors and warnings, page errors, failed and refused requests
 * @property {() => Promise<void>} quiet until no HTTP request has been under way for half a second
 * @property {() => Promise<void>} close
 */

/**
 * Opens a page and watches everything that goes wrong on it.
 * @param {string} url
 * @param {{width?: number, height?: number, colorScheme?: "dark" | "light", isMobile?: boolean}} [look]
 * @returns {Promise<Watched>}
 */
export async function openPage(url, { width = 1440, height = 900, colorScheme = "dark", isMobile = false } = {}) {
  const profile = mkdtempSync(join(tmpdir(), "ticktide-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.TICKTIDE_CHROMIUM ?? "/usr/bin/chromium",
    headless: false, // playwright's own headless switch picks another binary; --headless=new is among the arguments
    args: isMobile ? [...ARGS, "--force-device-scale-factor=2"] : ARGS,
    viewport: { width, height },
    deviceScaleFactor: isMobile ? 2 : 1,
    isMobile,
    hasTouch: isMobile,
    colorScheme,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  /** @type {string[]} */
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      complaints.push(`console ${message.type()}: ${message.text()} ${message.location().url}`);
    }
  });
  page.on("pageerror", (error) => complaints.push(`page error: ${error.message}`));
  page.on("requestfailed", (request) => {
    complaints.push(`request failed: ${request.url()} ${request.failure()?.errorText}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) {
      complaints.push(`HTTP ${response.status()}: ${response.url()}`);
    }
  });
  let busy = 0;
  let quietSinceMs = Date.now();
  page.on("request", () => (busy += 1));
  for (const ended of /** @type {const} */ (["requestfinished", "requestfailed"])) {
    page.on(/** @type {"requestfinished"} */ (ended), () => {
      busy -= 1;
      quietSinceMs = Date.now();
    });
  }
  await page.goto(url);
  return {
    page,
    complaints,
    quiet: async () => {
      while (busy > 0 || Date.now() - quietSinceMs < 500) {
        await delay(50);
      }
    },
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/**
 * Leaves a picture where TICKTIDE_SCREENSHOTS says; none when it says nothing.
 * @param {import("playwright-core").Page} page
 * @param {string} name
 */
export async function screenshot(page, name) {
  const directory = process.env.TICKTIDE_SCREENSHOTS;
  if (directory) {
    mkdirSync(directory, { recursive: true });
    await page.screenshot({ path: join(directory, `${name}.png`) });
  }
}
