"""Files and processes: general tools that know nothing about voices or emotions."""
