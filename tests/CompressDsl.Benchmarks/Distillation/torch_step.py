# The distillation step of 784-800-800-10 in PyTorch: batch 128, T = 20, Adam, one thread, the teacher's answers given.
# The first argument is a file of pixels, plain floats. For every line with a number of steps, answers with the seconds of the fastest of them.
import array
import sys
import time

import torch
from torch.nn import functional

torch.set_num_threads(1)
torch.manual_seed(1)
batch, temperature = 128, 20.0
with open(sys.argv[1], "rb") as file:
    pixels = torch.tensor(array.array("f", file.read())).reshape(batch, 784)
teacher = torch.rand(batch, 10)
student = torch.nn.Sequential(
    torch.nn.Linear(784, 800), torch.nn.ReLU(), torch.nn.Linear(800, 800), torch.nn.ReLU(), torch.nn.Linear(800, 10))
optimizer = torch.optim.Adam(student.parameters(), lr=1e-4)
print("torch", torch.__version__, flush=True)
for line in sys.stdin:
    best = float("inf")
    for _ in range(int(line)):
        start = time.perf_counter()
        optimizer.zero_grad()
        soft = functional.log_softmax(student(pixels) / temperature, dim=1)
        wanted = functional.softmax(teacher / temperature, dim=1)
        loss = functional.kl_div(soft, wanted, reduction="batchmean") * temperature * temperature
        loss.backward()
        optimizer.step()
        best = min(best, time.perf_counter() - start)
    print(best, flush=True)
