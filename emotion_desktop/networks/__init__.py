"""The networks in PyTorch, for training and GPUs; on CPUs the program runs their graphs."""
