//! Pages, forms and JSON over HTTP: extractors, rendering, guards, errors.
