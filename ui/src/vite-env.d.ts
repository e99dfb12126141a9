// Types of what the build adds: raw imports and `import.meta`.
/// <reference types="vite/client" />
