//! Message catalogues in Chinese and English, and the folding of Chinese text.
